//! `#/rules`: what is checked and why, generated from the rules.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::desk::Desk;
use crate::app::erased::watch;
use crate::app::part::SiteHeader;
use crate::check::{RULES, Rule};

/// Every rule, or one of them brought into view.
#[component]
pub(in crate::app) fn RulesPage(
    /// The code of the rule to be shown first.
    code: Option<String>,
) -> impl IntoView {
    browser::set_title("核对规则 · 公开");
    let desk = Desk::here();
    desk.with_guides(|| ());
    watch(move || {
        // Once more when the words have come, which move everything.
        desk.has_guides();
        if let Some(code) = &code {
            browser::reveal(&format!("rule-{code}"));
        }
    });
    view! {
        <SiteHeader/>
        <main class="sheet rules">
            <h1>"核对规则"</h1>
            <p>
                "软件按下面的规则核对报告。“错误”表示报告自相矛盾或不合表式，改正后才能发布；"
                "“待核实”很可能有误，要改正或说明原因；“提示”只供参考。"
            </p>
            {families().map(|rule| entry(desk, rule)).collect::<Vec<_>>()}
        </main>
    }
}

/// The rules family by family, each in the order of the registry.
fn families() -> impl Iterator<Item = &'static Rule> {
    ["A", "V", "Y", "S", "N", "P"]
        .into_iter()
        .flat_map(|family| RULES.iter().copied().filter(move |rule| rule.code.starts_with(family)))
}

fn entry(desk: Desk, rule: &'static Rule) -> impl IntoView {
    let told = move |key: &'static str| move || desk.guide(rule.code, key);
    view! {
        <section data-section=format!("rule-{}", rule.code) data-severity=rule.severity.key() tabindex="-1">
            <h2>
                <span class="code">{rule.code}</span>
                " "
                {rule.title}
                " "
                <span class="severity">{rule.severity.label()}</span>
            </h2>
            <dl>
                <dt>"查什么"</dt>
                <dd>{told("checks")}</dd>
                <dt>"为什么"</dt>
                <dd>{told("why")}</dd>
                <dt>"举例"</dt>
                <dd>{told("example")}</dd>
                <dt>"怎么改"</dt>
                <dd>{told("remedy")}</dd>
            </dl>
        </section>
    }
}
