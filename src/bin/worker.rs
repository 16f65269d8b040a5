//! The worker, which the page starts when something is imported for the first time.
//!
//! It is sent `{ id, name, bytes }` for a file, `{ id, text }` for text, `{ id, html, text }` for what a clipboard holds,
//! `{ id, report, unfinished }` for a page and `{ id }` alone for the example, and sends back `{ id, answer }` or
//! `{ id, error }`. A panic ends it; the page hears of that as an error of the worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    browser::listen();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("worker is a part of the page and runs in browsers only; the command line is gongkai");
    std::process::ExitCode::FAILURE
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use gongkai::worker::{Request, answer};
    use js_sys::{Object, Reflect, Uint8Array};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Answers every message from now on.
    pub(crate) fn listen() {
        std::panic::set_hook(Box::new(|details| {
            web_sys::console::error_1(&details.to_string().into());
        }));
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let to = scope.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // A reply that cannot be sent is a fault of this program; the page need not wait for it for ever.
            if let Err(fault) = reply(&event.data()).and_then(|reply| to.post_message(&reply)) {
                wasm_bindgen::throw_val(fault);
            }
        });
        scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
    }

    fn reply(message: &JsValue) -> Result<Object, JsValue> {
        let field = |name: &str| Reflect::get(message, &name.into());
        let answer = if let Some(html) = field("html")?.as_string() {
            let text = field("text")?.as_string().unwrap_or_default();
            answer(Request::Clipboard { html: &html, text: &text })
        } else if let Some(text) = field("text")?.as_string() {
            answer(Request::Text(&text))
        } else if let Some(report) = field("report")?.as_string() {
            let unfinished = field("unfinished")?.as_string();
            answer(Request::Page { report: &report, unfinished: unfinished.as_deref() })
        } else if field("guides")?.is_truthy() {
            answer(Request::Guides)
        } else if field("bytes")?.is_undefined() {
            answer(Request::Example)
        } else {
            let name = field("name")?.as_string().unwrap_or_default();
            let bytes = Uint8Array::new(&field("bytes")?).to_vec();
            answer(Request::File { name: &name, bytes: &bytes })
        };
        let (key, words) = match answer {
            Ok(answer) => ("answer", answer),
            Err(sentence) => ("error", sentence),
        };
        let reply = Object::new();
        Reflect::set(&reply, &"id".into(), &field("id")?)?;
        Reflect::set(&reply, &key.into(), &words.into())?;
        Ok(reply)
    }
}
