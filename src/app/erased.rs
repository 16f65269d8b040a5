//! Closures of the page, each kind under one type. What the page does with a closure is compiled once for each type, and
//! every closure has a type of its own: without this the page would be a tenth larger.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

/// What a click does.
pub(super) type Pressed = Box<dyn FnMut(MouseEvent)>;

/// What is shown, and follows what it is made of.
pub(super) type Live = Box<dyn FnMut() -> AnyView + Send>;

/// Does something on a click.
pub(super) fn pressed(act: impl FnMut(MouseEvent) + 'static) -> Pressed {
    Box::new(act)
}

/// Shows something, and again when what it is made of has changed.
pub(super) fn live<View: IntoView + 'static>(show: impl Fn() -> View + Send + 'static) -> Live {
    Box::new(move || show().into_any())
}

/// Does something, and again when what it looked at has changed.
pub(super) fn watch(act: impl FnMut() + 'static) {
    watch_erased(Box::new(act));
}

fn watch_erased(act: Box<dyn FnMut()>) {
    Effect::new(act);
}

/// Starts what takes its time.
pub(super) fn start(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    leptos::task::spawn_local(work);
}
