//! The command line: `gongkai check`, `gongkai convert`, and the generated documents.
//!
//! Results go to standard output, everything about the inputs to standard error. What the commands print and
//! how they end is a contract with other programs (ARCHITECTURE.md).

mod check;
mod convert;
mod input;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{Parser, Subcommand, ValueEnum};

use crate::export::Layout;
use crate::form::Edition;
use crate::report::Day;

/// Everything was in order.
const FINE: u8 = 0;
/// At least one finding is an error.
const FAULTY: u8 = 1;
/// An input could not be used.
const UNUSABLE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "gongkai",
    version,
    about = "政府信息公开工作年度报告：核对、转换",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 核对报告，列出发现的问题
    Check {
        /// 要核对的报告（本软件导出的 JSON、网页，或复制出来的文本）
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// 上一年度的报告，用于核对结转和雷同
        #[arg(long, value_name = "FILE")]
        last_year: Option<PathBuf>,
        /// 按哪一天核对；默认今天
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        today: Option<Day>,
        /// 输出格式
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// 转换报告的格式，由目标文件的扩展名决定（.json .html .docx .xlsx .txt）
    Convert {
        /// 原文件
        #[arg(value_name = "IN")]
        from: PathBuf,
        /// 目标文件
        #[arg(value_name = "OUT")]
        to: PathBuf,
        /// Word 文件的版式：template 国办模板格式，official 公文格式
        #[arg(long, default_value = "template", value_parser = layout)]
        layout: Layout,
    },
    /// 输出核对规则说明（docs/rules.md）
    Rules,
    /// 输出报告 JSON 的结构定义（JSON Schema）
    Schema {
        /// 表格版式
        #[arg(long, default_value_t = 2021, value_parser = edition)]
        edition: u16,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// 供人阅读
    Text,
    /// 供程序读取
    Json,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(misused(&error)),
    };
    let ending = match arguments.command {
        Command::Check { files, last_year, today, format } => {
            check::run(&files, last_year.as_deref(), today.unwrap_or_else(this_day), format)
        }
        Command::Convert { from, to, layout } => convert::run(&from, &to, layout, this_day()),
        Command::Rules => {
            say(&crate::check::guide_page());
            FINE
        }
        Command::Schema { edition } => schema(edition),
    };
    ExitCode::from(ending)
}

fn schema(edition: u16) -> u8 {
    let Some(edition) = Edition::numbered(edition) else { return UNUSABLE };
    // A schema is a tree of maps with string keys, which always has a text.
    say(&serde_json::to_string_pretty(&crate::report::schema(edition)).unwrap_or_default());
    say("\n");
    FINE
}

/// Writes to standard output. A reader that has gone away (`| head`) is no fault.
fn say(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Writes a line to standard error.
fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// The date on this computer.
fn this_day() -> Day {
    let now = jiff::Zoned::now().date();
    let civil = || Day::new(now.year().into(), now.month().try_into().ok()?, now.day().try_into().ok()?);
    // Only a clock beyond the year 9999 has no day; then nothing is due.
    civil().unwrap_or(Day::FIRST)
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "日期应写成 2026-01-31 的样子".to_owned())
}

fn layout(text: &str) -> Result<Layout, String> {
    Layout::from_key(text).ok_or_else(|| "版式应为 template 或 official".to_owned())
}

fn edition(text: &str) -> Result<u16, String> {
    text.parse()
        .ok()
        .filter(|number| Edition::numbered(*number).is_some())
        .ok_or_else(|| "表格版式应为 2021 或 2019".to_owned())
}

/// Says in Chinese what is wrong with the arguments; prints help where help was asked for.
fn misused(error: &clap::Error) -> u8 {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        say(&error.to_string());
        return FINE;
    }
    let named = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的参数“{}”", named(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => format!("不认识的命令“{}”", named(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {}", named(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let reason =
                std::error::Error::source(error).map(|source| format!("：{source}")).unwrap_or_default();
            let argument = named(ContextKind::InvalidArg);
            format!("参数 {argument} 的值“{}”无效{reason}", named(ContextKind::InvalidValue))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有说明要做什么（check、convert、rules、schema）".to_owned()
        }
        _ => "命令行参数有误".to_owned(),
    };
    complain(&format!("{what}。用 gongkai --help 查看用法。"));
    UNUSABLE
}
