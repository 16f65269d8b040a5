//! The worker, which the page starts when something is imported for the first time.
//!
//! It is sent `{ id, kind, … }`: `file` with `name` and `bytes`, `text` with `text` and `html`, `file-beside` and
//! `text-beside` with the same, `example`, `guides`, `export` with `format`, `report`, `unfinished`, `charts` and
//! `last_year`, `charts` with `report` and `last_year`, `package` with `draft`, `by`, `at`, `today` and `as_page`,
//! `review` with `draft` and `deed`, or `compare` with `before`, `now`, `before_name` and `now_name`. It sends back
//! `{ id, answer }` with an array of bytes, or `{ id, error }` with a sentence. A panic ends it; the page hears of that
//! as an error of the worker.

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
    use gongkai::worker::{Format, Request, answer};
    use js_sys::{Object, Reflect, Uint8Array};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, TextDecoder};

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
        let reply = Object::new();
        Reflect::set(&reply, &"id".into(), &Reflect::get(message, &"id".into())?)?;
        match asked(message)? {
            Ok(bytes) => Reflect::set(&reply, &"answer".into(), &Uint8Array::from(bytes.as_slice()))?,
            Err(sentence) => Reflect::set(&reply, &"error".into(), &sentence.into())?,
        };
        Ok(reply)
    }

    fn asked(message: &JsValue) -> Result<Result<Vec<u8>, String>, JsValue> {
        let field = |name: &str| Reflect::get(message, &name.into());
        let words = |name: &str| field(name).map(|value| value.as_string().unwrap_or_default());
        let report = words("report")?;
        let last_year = field("last_year")?.as_string();
        let request = match words("kind")?.as_str() {
            "file" => {
                let (name, bytes) = (words("name")?, Uint8Array::new(&field("bytes")?).to_vec());
                return Ok(answer(Request::File { name: &name, bytes: &bytes }, decode));
            }
            "text" => {
                let (text, html) = (words("text")?, words("html")?);
                return Ok(answer(Request::Text { text: &text, html: &html }, decode));
            }
            "file-beside" => {
                let (name, bytes) = (words("name")?, Uint8Array::new(&field("bytes")?).to_vec());
                return Ok(answer(Request::FileBeside { name: &name, bytes: &bytes }, decode));
            }
            "text-beside" => {
                let (text, html) = (words("text")?, words("html")?);
                return Ok(answer(Request::TextBeside { text: &text, html: &html }, decode));
            }
            "export" => {
                let format =
                    Format::named(&words("format")?).ok_or_else(|| field("format").unwrap_or_default())?;
                let (unfinished, charts) = (field("unfinished")?.as_string(), field("charts")?.is_truthy());
                let (unfinished, last_year) = (unfinished.as_deref(), last_year.as_deref());
                let export = Request::Export { format, report: &report, unfinished, charts, last_year };
                return Ok(answer(export, decode));
            }
            "package" => {
                let (draft, by) = (words("draft")?, words("by")?);
                let at = words("at")?.parse().unwrap_or_default();
                let today = words("today")?.parse().map_err(|_| field("today").unwrap_or_default())?;
                let as_page = !words("as_page")?.is_empty();
                let package = Request::Package { draft: &draft, by: &by, at, today, as_page };
                return Ok(answer(package, decode));
            }
            "review" => {
                return Ok(answer(
                    Request::Review { draft: &words("draft")?, deed: &words("deed")? },
                    decode,
                ));
            }
            "compare" => {
                let (before, now) = (words("before")?, words("now")?);
                let (before_name, now_name) = (words("before_name")?, words("now_name")?);
                return Ok(answer(
                    Request::Compare {
                        before: &before,
                        now: &now,
                        before_name: &before_name,
                        now_name: &now_name,
                    },
                    decode,
                ));
            }
            "charts" => Request::Charts { report: &report, last_year: last_year.as_deref() },
            "guides" => Request::Guides,
            "example" => Request::Example,
            _ => return Err(field("kind")?),
        };
        Ok(answer(request, decode))
    }

    /// The browser's own tables of the encodings: no other file has to carry them.
    fn decode(label: &str, bytes: &[u8]) -> Option<String> {
        TextDecoder::new_with_label(label).ok()?.decode_with_u8_array(bytes).ok()
    }
}
