//! The command line as other programs see it: exit codes, JSON, files.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gongkai::report::{example, fingerprint, read_json, write_json};
use serde_json::Value;

/// A folder of its own, gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gongkai-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), content).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .unwrap();
        Ended {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Ended {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

fn sound() -> String {
    write_json(&example())
}

/// The example with a total that does not add up.
fn unsound() -> String {
    let mut report = example();
    let id = report.edition().find("applications.total.received").unwrap();
    report.figures.put(id, gongkai::report::Entry::Count(999));
    write_json(&report)
}

const DAY: [&str; 2] = ["--today", "2026-01-12"];

#[test]
fn a_sound_report_ends_with_0_and_one_with_errors_with_1() {
    let folder = Folder::new("codes").with("sound.json", sound()).with("unsound.json", unsound());
    let ended = folder.run(&["check", "sound.json", DAY[0], DAY[1]]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.out.contains("错误 0 项"), "{ended:?}");
    let ended = folder.run(&["check", "sound.json", "unsound.json", DAY[0], DAY[1]]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.out.contains("A03"), "{ended:?}");
    assert_eq!(folder.run(&["check", "sound.json"]).code, 0);
}

#[test]
fn json_has_the_agreed_shape() {
    let folder = Folder::new("shape").with("unsound.json", unsound());
    let ended = folder.run(&["check", "unsound.json", "--format", "json", DAY[0], DAY[1]]);
    let array = ended.json();
    let object = &array.as_array().unwrap()[0];
    let keys: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["file", "agency", "year", "edition", "cells", "notices", "findings"]);
    assert_eq!(object["file"], "unsound.json");
    assert_eq!(object["edition"], 2021);
    assert_eq!(object["cells"].as_object().unwrap().len(), 200);
    assert_eq!(object["cells"]["applications.total.received"], "999");
    let finding = object["findings"].as_array().unwrap().iter().find(|f| f["code"] == "A03").unwrap();
    let keys: Vec<_> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "severity", "place", "message", "left", "right", "fix"]);
    assert_eq!(finding["severity"], "error");
    assert!(finding["left"].is_string() && finding["right"].is_string() && finding["fix"].is_string());
}

#[test]
fn a_text_yields_notices_and_null_for_blank_cells() {
    let text = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/typos.txt")).unwrap();
    let folder = Folder::new("text").with("copied.txt", text).with(
        "empty-three.txt",
        "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t\n",
    );
    let array = folder.run(&["check", "copied.txt", "empty-three.txt", "--format", "json"]).json();
    assert_eq!(array[0]["agency"], "云川县水务局");
    assert_eq!(array[0]["notices"][0]["code"], "P03");
    assert_eq!(array[0]["notices"][0]["place"], "disclosure.coercion.decisions");
    assert!(array[1]["cells"]["applications.total.received"].is_null());
}

#[test]
fn an_unusable_input_ends_with_2_and_the_others_are_still_reported() {
    let folder = Folder::new("unusable")
        .with("good.json", sound())
        .with("bad.json", "{")
        .with("page.html", "<!DOCTYPE html><p>a</p>");
    fs::create_dir(folder.0.join("folder")).unwrap();
    let ended = folder.run(&[
        "check",
        "missing.json",
        "bad.json",
        "folder",
        "page.html",
        "good.json",
        "--format",
        "json",
        DAY[0],
        DAY[1],
    ]);
    assert_eq!(ended.code, 2);
    let array = ended.json();
    assert_eq!(array.as_array().unwrap().len(), 1);
    assert_eq!(array[0]["file"], "good.json");
    for words in
        ["找不到文件“missing.json”", "“bad.json”不能使用", "“folder”是文件夹", "没有找到年度报告的表格或标题"]
    {
        assert!(ended.err.contains(words), "{words}: {}", ended.err);
    }
    let ended = folder.run(&["check", "good.json", "--last-year", "missing.json"]);
    assert_eq!(ended.code, 2);
    assert!(ended.out.contains("错误"), "{ended:?}");
    assert_eq!(folder.run(&["check", "missing.json", "--format", "json"]).json(), Value::Array(vec![]));
}

#[test]
fn misuse_is_told_in_chinese_and_ends_with_2() {
    let folder = Folder::new("misuse").with("good.json", sound());
    for (arguments, words) in [
        (&["check"][..], "缺少参数"),
        (&["check", "good.json", "--today", "昨天"], "日期应写成"),
        (&["check", "good.json", "--format", "xml"], "无效"),
        (&["chekc"], "不认识的命令"),
        (&["check", "--fast", "good.json"], "不认识的参数"),
        (&[], "没有说明要做什么"),
    ] {
        let ended = folder.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
    }
    assert_eq!(folder.run(&["--help"]).code, 0);
}

#[test]
fn convert_writes_the_whole_file_or_none() {
    let folder =
        Folder::new("convert").with("in.json", sound()).with("out.docx", "old").with("bad.json", "{");
    let data = || fs::read_to_string(folder.0.join("out.json")).unwrap();
    assert_eq!(folder.run(&["convert", "in.json", "out.json"]).code, 0);
    let first = data();
    let read = read_json(&first).unwrap();
    assert_eq!(write_json(&read.report), sound());
    assert_eq!(read.fingerprint, Some(fingerprint(&read.report).to_string()));
    assert_eq!(folder.run(&["convert", "out.json", "out.json"]).code, 0);
    assert_eq!(data(), first);
    assert_eq!(folder.run(&["convert", "bad.json", "out.docx"]).code, 2);
    assert_eq!(fs::read_to_string(folder.0.join("out.docx")).unwrap(), "old");
    assert_eq!(folder.run(&["convert", "bad.json", "other.json"]).code, 2);
    assert!(!folder.0.join("other.json").exists());
    assert_eq!(folder.run(&["convert", "in.json", "out"]).code, 2);
    assert_eq!(folder.run(&["convert", "in.json", "no/such/folder.json"]).code, 2);
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn convert_leads_through_every_format_and_back() {
    let folder = Folder::new("formats").with("in.json", sound());
    for (layout, name) in [
        ("template", "a.docx"),
        ("official", "b.docx"),
        ("template", "c.xlsx"),
        ("template", "d.txt"),
        ("template", "e.html"),
    ] {
        let ended = folder.run(&["convert", "in.json", name, "--layout", layout]);
        assert_eq!(ended.code, 0, "{name}: {}", ended.err);
        let ended = folder.run(&["convert", name, "back.json"]);
        assert_eq!(ended.code, 0, "{name}: {}", ended.err);
        assert!(!ended.err.contains("I11"), "{name}: {}", ended.err);
        let back = fs::read_to_string(folder.0.join("back.json")).unwrap();
        assert_eq!(write_json(&read_json(&back).unwrap().report), sound(), "{name}");
    }
    let ended = folder.run(&["convert", "in.json", "a.docx", "--layout", "letter"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("版式应为"), "{}", ended.err);
}

#[test]
fn rules_and_schema_are_printed() {
    let folder = Folder::new("documents");
    let ended = folder.run(&["rules"]);
    assert_eq!((ended.code, ended.out), (0, gongkai::check::guide_page()));
    let ended = folder.run(&["schema"]);
    assert_eq!(ended.json()["properties"]["edition"]["const"], 2021);
    assert_eq!(folder.run(&["schema", "--edition", "2019"]).json()["properties"]["edition"]["const"], 2019);
}
