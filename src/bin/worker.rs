//! The worker, which the page starts when something is imported for the first time.
//!
//! It is sent `{ id, name, bytes }` for a file, `{ id, text }` for text, `{ id, report, unfinished }` for a page,
//! `{ id, report, unfinished, file, layout }` for a file to be saved (`file` is `docx`, `xlsx` or `json`; `layout` is
//! for Word alone, `template` or `official`) and `{ id }` alone for the example. It sends back `{ id, answer }`, for a
//! file to be saved `{ id, bytes }`, or `{ id, error }`. A panic ends it; the page hears of that as an error of the
//! worker.

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
    use gongkai::export::Layout;
    use gongkai::worker::{FileRequest, Request, answer, file};
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
        let answered: Result<(&str, JsValue), String> = if let Some(text) = field("text")?.as_string() {
            answer(Request::Text(&text)).map(in_words)
        } else if let Some(report) = field("report")?.as_string() {
            let unfinished = field("unfinished")?.as_string();
            match field("file")?.as_string() {
                Some(format) => {
                    let layout = field("layout")?.as_string();
                    wanted(&format, layout.as_deref())
                        .and_then(|wanted| file(wanted, &report, unfinished.as_deref()))
                        .map(|bytes| ("bytes", Uint8Array::from(bytes.as_slice()).into()))
                }
                None => {
                    answer(Request::Page { report: &report, unfinished: unfinished.as_deref() }).map(in_words)
                }
            }
        } else if field("bytes")?.is_undefined() {
            answer(Request::Example).map(in_words)
        } else {
            let name = field("name")?.as_string().unwrap_or_default();
            let bytes = Uint8Array::new(&field("bytes")?).to_vec();
            answer(Request::File { name: &name, bytes: &bytes }).map(in_words)
        };
        let (key, value) = answered.unwrap_or_else(|sentence| ("error", sentence.into()));
        let reply = Object::new();
        Reflect::set(&reply, &"id".into(), &field("id")?)?;
        Reflect::set(&reply, &key.into(), &value)?;
        Ok(reply)
    }

    fn in_words(answer: String) -> (&'static str, JsValue) {
        ("answer", answer.into())
    }

    fn wanted(format: &str, layout: Option<&str>) -> Result<FileRequest, String> {
        match format {
            "docx" => Ok(FileRequest::Word(layout.and_then(Layout::from_key).unwrap_or_default())),
            "xlsx" => Ok(FileRequest::Excel),
            "json" => Ok(FileRequest::Json),
            _ => Err(format!("不能保存为“{format}”文件。请选择 Word、Excel 或数据文件。")),
        }
    }
}
