// What offices have comes in, what they must hand in goes out: Word, Excel, pages of any site, the clipboard.
import { existsSync, readFileSync } from "node:fs";
import { at, expect, test, type Clerk } from "./clerk.ts";

/** A page as a content management system makes it, in GB18030's time: the tables by hand, chrome around them. */
const received = (figures: string) => figures.split(" ").map((figure) => `<td><p>${figure}</p></td>`).join("");
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>云川县水务局2024年政府信息公开工作年度报告_云川县人民政府</title></head>
<body><div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div><div class="article">
<h1>云川县水务局2024年政府信息公开工作年度报告</h1><div class="share">分享到：微信 微博 【打印】</div>
<p>根据《中华人民共和国政府信息公开条例》编制本报告，统计期限自2024年1月1日至2024年12月31日。</p>
<p><b>一、总体情况</b></p><p>（一）主动公开。全年公开水质信息。</p><p>（二）依申请公开。收到申请3件。</p>
<p><b>三、收到和处理政府信息公开申请情况</b></p>
<table><tr><td rowspan="3" colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
<tr><td colspan="3">一、本年新收政府信息公开申请数量</td>${received("3 0 0 0 0 0 3")}</tr>
<tr><td colspan="3">二、上年结转政府信息公开申请数量</td>${received("0 0 0 0 0 0 0")}</tr>
<tr><td rowspan="2">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>${received("3 0 0 0 0 0 3")}</tr>
<tr><td>（三）不予公开</td><td>1.属于国家机密</td>${received("0 0 0 0 0 0 0")}</tr>
<tr><td colspan="3">四、结转下年度继续办理</td>${received("0 0 0 0 0 0 0")}</tr></table>
<p><b>五、存在的主要问题及改进情况</b></p><p>一是更新不够及时。</p></div><div class="footer">版权所有 云川县人民政府 ICP备00000000号</div></body></html>`;

for (const [button, ending] of [["导出 Word", "docx"], ["导出 Excel", "xlsx"]] as const) {
  test(`${button} holds the whole report: opened again, nothing is missing`, async ({ clerk, colleague }) => {
    await clerk.example();
    await clerk.fillCell("disclosure.fees.amount", "1016.72");
    const before = await clerk.figures();
    const file = await clerk.exported(button);
    expect(file.name).toBe(`云川县水务局2025年政府信息公开工作年度报告.${ending}`);
    expect(file.bytes.subarray(0, 2).toString()).toBe("PK");
    const problems = await clerk.prose("narrative.problems").inputValue();

    await colleague.open();
    await colleague.choose({ name: file.name, content: file.bytes });
    await colleague.working();
    expect(await colleague.figures()).toEqual(before);
    await expect(colleague.prose("narrative.problems")).toHaveValue(problems);
    await expect(colleague.page.locator("[data-notice]")).toHaveCount(0);
  });
}

test("Word has two layouts, and the one chosen last comes again", async ({ clerk }) => {
  await clerk.example();
  const template = await clerk.exported("导出 Word");
  await expect(clerk.toast()).toContainText("官方模板版式");
  const [download] = await Promise.all([
    clerk.page.waitForEvent("download"),
    clerk.toast().getByRole("button", { name: "改用公文版式" }).click(),
  ]);
  expect(readFileSync(await download.path()).equals(template.bytes)).toBe(false);
  await expect(clerk.toast()).toContainText("公文版式");
  await clerk.page.reload();
  await clerk.working();
  const again = await clerk.exported("导出 Word");
  expect(again.bytes.equals(readFileSync(await download.path()))).toBe(true);
});

const opened = async (clerk: Clerk) => {
  await clerk.working();
  await expect(clerk.field("agency.name")).toHaveValue("云川县水务局");
  await expect(clerk.field("year")).toHaveValue("2024");
  await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("3");
  await expect(clerk.cell(at("natural_person", "granted"))).toHaveValue("3");
  await expect(clerk.cell(at("business", "received"))).toHaveValue("0");
  await expect(clerk.prose("narrative.problems")).toHaveValue("一是更新不够及时。");
  await expect(clerk.finding("P03", at("natural_person", "refused.state_secret")).or(clerk.finding("P03").first()).first()).toContainText("属于国家机密");
};

test("a page of a site is opened, and what stands around the report stays out", async ({ clerk }) => {
  await clerk.open();
  await clerk.choose({ name: "年报.html", content: PAGE });
  await opened(clerk);
  const shown = await clerk.page.locator("[data-prose]").evaluateAll((all) => all.map((area) => (area as HTMLTextAreaElement).value).join());
  expect(shown).not.toMatch(/首页|版权所有|分享到/);
});

test("what Word, WPS or a browser put on the clipboard keeps its merged cells", async ({ clerk }) => {
  await clerk.open();
  await clerk.button("粘贴导入").click();
  const box = clerk.dialog("粘贴导入").getByRole("textbox");
  await box.focus();
  await box.evaluate((area: HTMLTextAreaElement, html) => {
    const clipboardData = new DataTransfer();
    const text = "云川县水务局2024年政府信息公开工作年度报告";
    clipboardData.setData("text/plain", text);
    clipboardData.setData("text/html", `Version:0.9\r\nStartHTML:0000000105\r\n${html}`);
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    // A paste made by a script puts nothing in; the browser's own does.
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, PAGE);
  await clerk.dialog("粘贴导入").getByRole("button", { name: "导入", exact: true }).click();
  await opened(clerk);
});

test("a remark on the source counts until it has been seen to", async ({ clerk }) => {
  await clerk.open();
  await clerk.choose({ name: "年报.html", content: PAGE });
  await clerk.working();
  const remarks = clerk.finding("P03").filter({ hasText: "属于国家机密" });
  await expect(remarks).toHaveCount(1);
  await remarks.getByRole("button", { name: "已核对" }).click();
  await expect(remarks).toHaveCount(0);
  await clerk.saved();
  await clerk.page.reload();
  await clerk.working();
  await expect(remarks).toHaveCount(0);
});

test("pictures of the figures are shown, and stand in the page when wanted", async ({ clerk }) => {
  await clerk.example();
  expect((await clerk.exported("导出 HTML")).text).not.toContain("图解");
  await clerk.button("图解").click();
  const dialog = clerk.dialog("图解");
  await expect(dialog.frameLocator("iframe").getByRole("img")).toHaveCount(3);
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "关闭" }).click();
  const page = await clerk.exported("导出 HTML");
  expect(page.text).toContain("<svg");
  expect(page.text.match(/<script/g)).toHaveLength(1);
});

test("Ctrl+P prints the report, and never what stands around it", async ({ clerk, page }) => {
  await clerk.example();
  await clerk.cell("disclosure.regulations.issued").focus();
  await page.keyboard.press("Control+p");
  const printed = page.frameLocator("#print-frame");
  await expect(printed.locator("h1")).toHaveText("云川县水务局2025年政府信息公开工作年度报告");
  await expect(printed.locator("table")).toHaveCount(await page.locator(".form-table").count());
  // From the browser's menu, the page itself is printed: the report alone, whole.
  await page.emulateMedia({ media: "print" });
  for (const around of ["header.bar", ".outline", ".findings"]) await expect(page.locator(around)).toBeHidden();
  expect((await page.pdf()).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(2);
});

test("the page that is handed out prints on A4", async ({ clerk, page }) => {
  await clerk.example();
  const handedOut = await clerk.exported("导出 HTML");
  await page.setContent(handedOut.text);
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const sheets = [...printed.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
  expect(sheets.length).toBeGreaterThanOrEqual(4);
  // In points: 210 mm × 297 mm.
  for (const [width, height] of sheets) {
    expect(width).toBeCloseTo(595.3, -1);
    expect(height).toBeCloseTo(841.9, -1);
  }
});

test("a page that was changed by hand is told apart from its data", async ({ clerk, colleague }) => {
  await clerk.example();
  const page = await clerk.exported("导出 HTML");
  const place = at("natural_person", "granted");
  const changed = page.text.replace(new RegExp(`(data-cell="${place}"[^>]*>)[^<]*`), "$199");
  expect(changed).not.toBe(page.text);
  await colleague.open();
  await colleague.choose({ name: page.name, content: changed });
  await colleague.working();
  await expect(colleague.finding("P05", place)).toContainText("99");
  await expect(colleague.finding("P05", place)).toHaveAttribute("data-severity", "error");
});

test("a report in the tables of 2019 is put into those of 2021 on request", async ({ clerk }) => {
  const sample = new URL("../../../shared/samples/010-pingtan-2020.html", import.meta.url);
  test.skip(!existsSync(sample), "the samples are not here");
  await clerk.open();
  await clerk.choose({ name: "2020.html", content: readFileSync(sample) });
  await clerk.working();
  const received = await clerk.cell(at("natural_person", "received")).inputValue();
  await expect(clerk.finding("P02")).toHaveCount(0);
  await clerk.field("year").fill("2022");
  await clerk.page.keyboard.press("Tab");
  await clerk.finding("P02").getByRole("button", { name: "数据带入新版表格" }).click();
  await expect(clerk.finding("P02")).toHaveCount(0);
  await expect(clerk.cell("disclosure.fees.amount")).toBeVisible();
  await expect(clerk.cell(at("natural_person", "received"))).toHaveValue(received);
  await clerk.undo();
  await expect(clerk.finding("P02")).toHaveCount(1);
});

for (const [name, content, sentence] of [
  ["年报.docx", Buffer.from("PK\u0003\u0004\u0014\u0000 word/document.xml [Content_Types].xml"), /损坏|不完整|打不开/],
  ["年报.doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]), /另存为|密码|损坏/],
  ["年报.xlsx", Buffer.from("%PDF-1.7"), /PDF/],
] as const) {
  test(`${name} that cannot be read is refused in plain words`, async ({ clerk }) => {
    await clerk.open();
    await clerk.choose({ name, content });
    await expect(clerk.toast()).toContainText(sentence);
    await expect(clerk.drafts()).toHaveCount(0);
  });
}

test("what was read stands beside what it was read out of, before a draft is replaced", async ({ clerk }) => {
  await clerk.example();
  const other = clerk.id();
  await clerk.newReport({ name: "云川县水务局", year: "2024" });
  await clerk.choose({ name: "年报.html", content: PAGE });
  const dialog = clerk.dialog("核对导入的内容");
  const shown = dialog.frameLocator("iframe");
  await expect(shown.locator(`[data-cell="${at("natural_person", "received")}"]`)).toHaveText("3");
  const notice = shown.locator("[data-notice=P03]").filter({ hasText: "属于国家机密" });
  await notice.getByRole("link").first().click();
  await expect(shown.locator(`[data-cell="${at("natural_person", "refused.state_secret")}"]`)).toBeInViewport();

  // Another draft can be replaced, and that be undone there.
  await dialog.getByRole("combobox").selectOption(other);
  await dialog.getByRole("button", { name: "替换所选草稿" }).click();
  await opened(clerk);
  expect(clerk.id()).toBe(other);
  await clerk.button("对照原文").click();
  await expect(clerk.dialog("对照原文").frameLocator("iframe").getByText("属于国家机密").first()).toBeVisible();
  await clerk.dialog("对照原文").getByRole("button", { name: "关闭" }).click();
  await clerk.undo();
  await expect(clerk.field("year")).toHaveValue("2025");
});
