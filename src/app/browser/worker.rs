//! The worker that imports and exports: started when it is needed for the first time, and again after it has ended.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use leptos::task::spawn_local;
use leptos::web_sys::{self, Blob, Event, MessageEvent, Response, Url, Worker};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

const NOT_STARTED: &str = "这部分程序没有启动，可能是网络断了，或浏览器不允许。请检查网络后再试一次。";
const DIED: &str =
    "程序出了意外，这次没有办成；已打开的草稿没有受影响。请再试一次；如仍不行，请把文件发给维护人员。";

/// What the worker runs after its glue: the first message is the program.
const START: &str = "\nonmessage = (event) => { wasm_bindgen.initSync({ module: event.data }); };\n";

/// What the worker is asked for.
pub(in crate::app) enum Wanted {
    /// The draft that comes of a file by its name.
    File(String, ArrayBuffer),
    /// The draft that comes of text, and of the same as markup where there is any.
    Text(String, String),
    /// What would come of a file, beside the file as it is read, as a page.
    FileBeside(String, ArrayBuffer),
    /// The same for text.
    TextBeside(String, String),
    /// Something else by its kind, with the fields that it takes (`src/bin/worker.rs`).
    Of(&'static str, Vec<(&'static str, JsValue)>),
}

/// Why no answer came back.
pub(in crate::app) enum NoAnswer {
    /// The user did not want to wait for it.
    Cancelled,
    /// A sentence for the user.
    Failed(String),
}

impl NoAnswer {
    /// What to tell the user.
    pub(in crate::app) fn sentence(self) -> String {
        match self {
            Self::Cancelled => "已取消。".to_owned(),
            Self::Failed(sentence) => sentence,
        }
    }
}

/// Has the worker do things.
#[derive(Clone, Default)]
pub(in crate::app) struct Office(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// The number of the request made last.
    number: u32,
    /// How many workers have ended: what a worker of an earlier life has to say is not heard.
    life: u32,
    worker: Option<Worker>,
    /// What the worker is to be sent once it has started.
    unsent: Vec<Message>,
    /// Requests without an answer yet, each with what takes the answer.
    waiting: Vec<(u32, Function)>,
}

/// A message, and what of it is handed over rather than copied.
struct Message {
    content: Object,
    handed_over: Array,
}

impl Office {
    /// What was asked for, as text.
    ///
    /// # Errors
    /// When it was cancelled or nothing came of it.
    pub(in crate::app) async fn ask(&self, wanted: Wanted) -> Result<String, NoAnswer> {
        let bytes = self.ask_for_bytes(wanted).await?;
        String::from_utf8(bytes.to_vec()).map_err(|_| NoAnswer::Failed(DIED.to_owned()))
    }

    /// What was asked for, as bytes.
    ///
    /// # Errors
    /// When it was cancelled or nothing came of it.
    pub(in crate::app) async fn ask_for_bytes(&self, wanted: Wanted) -> Result<Uint8Array, NoAnswer> {
        let reply = self.request(wanted).map_err(|_| NoAnswer::Failed(NOT_STARTED.to_owned()))?;
        let reply = JsFuture::from(reply).await.unwrap_or_default();
        let field = |key: &str| Reflect::get(&reply, &key.into()).ok();
        match (field("answer").and_then(|answer| answer.dyn_into().ok()), field("error")) {
            (Some(answer), _) => Ok(answer),
            (None, Some(sentence)) => Err(sentence.as_string().map_or(NoAnswer::Cancelled, NoAnswer::Failed)),
            (None, None) => Err(NoAnswer::Cancelled),
        }
    }

    /// Ends all that is being done.
    pub(in crate::app) fn cancel(&self) {
        self.end(&JsValue::UNDEFINED);
    }

    fn request(&self, wanted: Wanted) -> Result<Promise, JsValue> {
        let mut state = self.0.borrow_mut();
        state.number += 1;
        let id = state.number;
        let message = Message::new(id, wanted)?;
        if let Some(worker) = &state.worker {
            message.send(worker)?;
        } else {
            if state.unsent.is_empty() {
                spawn_local(self.clone().start(state.life));
            }
            state.unsent.push(message);
        }
        Ok(Promise::new(&mut |answered, _| state.waiting.push((id, answered))))
    }

    async fn start(self, life: u32) {
        let started = started().await;
        if self.0.borrow().life != life {
            if let Ok(worker) = started {
                worker.terminate();
            }
            return;
        }
        match started.and_then(|worker| self.employ(worker, life)) {
            Ok(()) => {}
            Err(fault) => self.fail(NOT_STARTED, &fault),
        }
    }

    /// Listens to a worker and sends it what has gathered.
    fn employ(&self, worker: Worker, life: u32) -> Result<(), JsValue> {
        let office = self.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            office.answered(&event.data());
        });
        let office = self.clone();
        let died = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if office.0.borrow().life == life {
                office.fail(DIED, &event);
            }
        });
        worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        worker.set_onerror(Some(died.into_js_value().unchecked_ref()));
        let mut state = self.0.borrow_mut();
        let unsent = mem::take(&mut state.unsent);
        let worker = state.worker.insert(worker);
        unsent.iter().try_for_each(|message| message.send(worker))
    }

    fn answered(&self, reply: &JsValue) {
        let id = Reflect::get(reply, &"id".into()).ok().and_then(|id| id.as_f64());
        let mut state = self.0.borrow_mut();
        if let Some(at) = state.waiting.iter().position(|(waiting, _)| Some(f64::from(*waiting)) == id) {
            let (_, answered) = state.waiting.swap_remove(at);
            let _ = answered.call1(&JsValue::UNDEFINED, reply);
        }
    }

    fn fail(&self, sentence: &str, fault: &JsValue) {
        web_sys::console::error_2(&"worker".into(), fault);
        let reply = Object::new();
        let _ = Reflect::set(&reply, &"error".into(), &sentence.into());
        self.end(&reply);
    }

    /// Ends the worker and gives everybody who waits the same answer.
    fn end(&self, reply: &JsValue) {
        let ended = mem::take(&mut *self.0.borrow_mut());
        {
            let mut state = self.0.borrow_mut();
            state.number = ended.number;
            state.life = ended.life + 1;
        }
        if let Some(worker) = ended.worker {
            worker.terminate();
        }
        for (_, answered) in ended.waiting {
            let _ = answered.call1(&JsValue::UNDEFINED, reply);
        }
    }
}

impl Message {
    fn new(id: u32, wanted: Wanted) -> Result<Self, JsValue> {
        let content = Object::new();
        let set = |key: &str, value: &JsValue| Reflect::set(&content, &key.into(), value);
        set("id", &id.into())?;
        let handed_over = Array::new();
        let file = |name: String, bytes: ArrayBuffer| {
            handed_over.push(&bytes);
            set("name", &name.into()).and_then(|_| set("bytes", &bytes))
        };
        let text =
            |text: String, html: String| set("text", &text.into()).and_then(|_| set("html", &html.into()));
        let kind = match wanted {
            Wanted::File(name, bytes) => file(name, bytes).map(|_| "file")?,
            Wanted::FileBeside(name, bytes) => file(name, bytes).map(|_| "file-beside")?,
            Wanted::Text(words, html) => text(words, html).map(|_| "text")?,
            Wanted::TextBeside(words, html) => text(words, html).map(|_| "text-beside")?,
            Wanted::Of(kind, fields) => {
                for (key, value) in &fields {
                    set(key, value)?;
                }
                kind
            }
        };
        set("kind", &kind.into())?;
        Ok(Self { content, handed_over })
    }

    fn send(&self, worker: &Worker) -> Result<(), JsValue> {
        worker.post_message_with_transfer(&self.content, &self.handed_over)
    }
}

/// A worker that has been sent its program.
///
/// Hosted or in a single file, it is made of a blob: only so can it be on file://, and only so does it inherit the
/// policy of the page, which lets nothing out.
async fn started() -> Result<Worker, JsValue> {
    let (glue, program) = (part("worker.js").await?, part("worker_bg.wasm").await?);
    let glue = JsFuture::from(glue.text()?).await?;
    let program = JsFuture::from(program.array_buffer()?).await?;
    let code = Blob::new_with_str_sequence(&Array::of2(&glue, &START.into()))?;
    let address = Url::create_object_url_with_blob(&code)?;
    let worker = Worker::new(&address)?;
    worker.post_message_with_transfer(&program, &Array::of1(&program))?;
    Ok(worker)
}

/// A part of the program that is not loaded with the page. Where it comes from is told by what started the page.
async fn part(name: &str) -> Result<Response, JsValue> {
    let get: Function = Reflect::get(&window(), &"part".into())?.dyn_into()?;
    let coming: Promise = get.call1(&JsValue::UNDEFINED, &name.into())?.dyn_into()?;
    let response: Response = JsFuture::from(coming).await?.dyn_into()?;
    if response.ok() { Ok(response) } else { Err(response.status().into()) }
}
