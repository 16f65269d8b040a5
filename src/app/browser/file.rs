//! Files in and out.

use js_sys::ArrayBuffer;
use leptos::prelude::document;
use leptos::web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Hands text or bytes to the user as a file.
///
/// # Errors
/// A sentence for the user, when the browser does not take it.
pub(in crate::app) fn download(name: &str, kind: &str, content: &JsValue) -> Result<(), String> {
    save(name, kind, content).map_err(|_| format!("浏览器没有存下文件“{name}”。请检查下载设置后再试一次。"))
}

fn save(name: &str, kind: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(content);
    // Text and arrays of bytes alike.
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser holds on to the data of a download that has begun.
    Url::revoke_object_url(&address)
}

/// The bytes of a file.
///
/// # Errors
/// A sentence for the user, when the file cannot be read.
pub(in crate::app) async fn read_file(file: &File) -> Result<ArrayBuffer, String> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| format!("文件“{}”读不出来，可能已被移动或正被别的程序占用。", file.name()))?;
    Ok(buffer.unchecked_into())
}
