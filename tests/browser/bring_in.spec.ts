// Bringing in what others wrote: by paste, by file, by drop; and what is no report is refused in plain words.
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Clerk, COLUMNS, ROWS, at, expect, onlyHosted, test, type Given } from "./clerk.ts";

const SAMPLES = new URL("../../../shared/samples/", import.meta.url);
const FOUNDING = new URL("000-hebei-2022.txt", SAMPLES);

/** What samples/INDEX.md says must come out of the founding document. */
async function isFounding(clerk: Clerk) {
  await clerk.working();
  await expect(clerk.field("agency.name")).toHaveValue("河北省机关事务管理局");
  await expect(clerk.field("year")).toHaveValue("2022");
  await expect(clerk.field("period")).toHaveValue("2022-01-01");
  const figures = await clerk.figures();
  const wanted: Record<string, string> = {
    "disclosure.regulations.issued": "0",
    "disclosure.regulations.repealed": "0",
    "disclosure.regulations.in_force": "0",
    "disclosure.normative_documents.issued": "0",
    "disclosure.normative_documents.repealed": "0",
    "disclosure.normative_documents.in_force": "9",
    "disclosure.licences.decisions": "无",
    "disclosure.penalties.decisions": "无",
    "disclosure.coercion.decisions": "无",
    "disclosure.fees.amount": "1016.72",
  };
  for (const row of ROWS) for (const column of [...COLUMNS, "total"]) wanted[at(column, row)] = "0";
  for (const block of ["review", "litigation.direct", "litigation.after_review"]) {
    for (const result of ["upheld", "corrected", "other", "pending", "total"]) {
      wanted[`remedies.${block}.${result}`] = "0";
    }
  }
  expect(figures).toEqual(wanted);
  await expect(clerk.balances()).toHaveText(Array(7).fill("平衡"));
  for (const [prose, first] of [
    ["narrative.overview.proactive", "一是做好了机关事务规划信息公开工作"],
    ["narrative.overview.on_request", "在局门户网站设置了依申请公开专栏"],
    ["narrative.overview.management", "制订了局"],
    ["narrative.overview.platform", "全面落实了信息公开平台建设相关工作"],
    ["narrative.overview.supervision", "局政务公开领导小组多次组织专题研究部署"],
    ["narrative.problems", "2022年，我局政府信息公开工作取得一定成效"],
    ["narrative.other", "2022年，我局没有其他需要报告的事项。"],
  ] as const) {
    await expect(clerk.prose(prose)).toHaveValue(new RegExp(`^${first}`));
  }
  for (const place of ["licences", "penalties", "coercion"]) {
    await expect(clerk.finding("V02", `disclosure.${place}.decisions`)).toHaveCount(1);
  }
  await expect(clerk.page.locator("[data-finding^=A]")).toHaveCount(0);
}

test.describe("the founding document", () => {
  test.skip(!existsSync(FOUNDING), "the shared samples are not beside this clone");
  const text = existsSync(FOUNDING) ? readFileSync(FOUNDING, "utf8") : "";

  test("comes in by paste and goes out again", async ({ clerk, colleague }) => {
    await clerk.open();
    await clerk.pasteImport(text);
    await isFounding(clerk);
    await expect(clerk.dialog("粘贴导入")).toBeHidden();
    const json = await clerk.json();
    expect(JSON.parse(json)).toMatchObject({
      agency: { name: "河北省机关事务管理局" },
      year: 2022,
      period: { from: "2022-01-01", to: "2022-12-31" },
      edition: 2021,
      disclosure: { fees: { amount: 1016.72 }, licences: { decisions: "无" } },
    });
    expect(json).toContain('"amount": 1016.72');
    const html = await clerk.exported("导出 HTML");
    await colleague.open();
    await colleague.choose({ name: html.name, content: html.text });
    await colleague.working();
    expect(await colleague.json()).toBe(json);
  });

  test("comes in by drop", async ({ clerk }) => {
    await clerk.open();
    await clerk.drop({ name: "河北省机关事务管理局2022年年报.txt", content: text });
    await isFounding(clerk);
  });
});

/** Text in a double-byte encoding, which the browser can read but not write. `ÿ` becomes a byte that is no character. */
function encoded(text: string, label: string): Buffer {
  const decoder = new TextDecoder(label);
  const codes = new Map([["ÿ", [0xff]]]);
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++) {
      const code = [first, second];
      codes.set(decoder.decode(new Uint8Array(code)), code);
    }
  }
  return Buffer.from([...text].flatMap((letter) => codes.get(letter) ?? letter.charCodeAt(0)));
}

/** A page with one table, cut short. */
const page = (charset: string, [title, heading, head, unit, row, other, words]: string[]) =>
  `<!doctype html><meta charset=${charset}><h1>${title}</h1><p>${heading}</p><table><tr><td>${head}<td>${unit}` +
  `<tr><td>${row}<td>8.5</table><p>${other}</p><p>${words}`;

for (const { name, label, charset, lines, agency, words } of [
  {
    name: "simplified",
    label: "gbk",
    charset: "gb2312",
    lines: ["云川县水务局2024年政府信息公开工作年度报告", "二、主动公开政府信息情况", "信息内容"].concat(
      ["本年收费金额（单位：万元）", "行政事业性收费", "六、其他需要报告的事项", "没有其他事项ÿ。"],
    ),
    agency: "云川县水务局",
    words: "没有其他事项\ufffd。",
  },
  {
    name: "traditional",
    label: "big5",
    charset: "utf-8",
    lines: ["雲川縣水務局2024年政府信息公開工作年度報告", "二、主動公開政府信息情況", "信息內容"].concat(
      ["本年收費金額（單位：萬元）", "行政事業性收費", "六、其他需要報告的事項", "沒有其他事項。"],
    ),
    agency: "雲川縣水務局",
    words: "沒有其他事項。",
  },
]) {
  test(`a page in the old encoding of ${name} Chinese is read`, async ({ clerk }) => {
    await clerk.open();
    await clerk.choose({ name: "年报.html", content: encoded(page(charset, lines), label) });
    await clerk.working();
    await expect(clerk.field("agency.name")).toHaveValue(agency);
    await expect(clerk.field("year")).toHaveValue("2024");
    await expect(clerk.cell("disclosure.fees.amount")).toHaveValue("8.5");
    await expect(clerk.prose("narrative.other")).toHaveValue(words);
  });
}

/** What clerks choose by mistake, by name. */
const MISTAKES: Record<string, Given> = {
  "an empty file": { name: "空.json", content: "" },
  "a file of white space": { name: "空白.txt", content: " \n\t\n\u3000" },
  "a program": { name: "程序.exe", content: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)) },
  "a picture named as a page": { name: "扫描件.html", content: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex") },
  "JSON that breaks off": { name: "断.json", content: '{"format":"gongkai.report","version":1,"agency":{"name":"云川' },
  "JSON of another kind": { name: "package.json", content: '{"name":"left-pad","version":"1.0.0"}' },
  "JSON that is no object": { name: "数.json", content: "[1, 2, 3]" },
  "a draft or review of this very product": {
    name: "审核意见.json",
    content: '{"format":"gongkai.review","version":1,"comments":[]}',
  },
  "a report of a newer version": { name: "新.json", content: '{"format":"gongkai.report","version":2,"year":2025}' },
  "a report without a year": { name: "无年份.json", content: '{"format":"gongkai.report","version":1}' },
  "JSON nested without end": { name: "深.json", content: "[".repeat(200_000) },
  "a page nested without end": { name: "深.html", content: `<html><body>${"<div>".repeat(100_000)}` },
  "a page without data or tables": {
    name: "通知.html",
    content: "<!doctype html><meta charset=utf-8><title>通知</title><h1>关于召开会议的通知</h1><p>请准时参加。</p>",
  },
  "text without tables": { name: "通知.txt", content: "关于召开会议的通知\n\n各科室：\n请于周五上午准时参加。\n" },
  "an old Word file": { name: "年报.doc", content: Buffer.from("d0cf11e0a1b11ae1" + "00".repeat(512), "hex") },
  "text in the old Chinese encoding": {
    name: "年报.txt",
    content: Buffer.from("d5fec8aed0c5cfa2b9abbfaab9a4d7f7c4ead6d8b1a8b8e60d0a31090d0a", "hex"),
  },
  "a PDF": { name: "年报.pdf", content: "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n" },
};

/** A sentence that a clerk can read: Chinese, closed, without the words of a program. */
function isPlain(sentence: string) {
  expect(sentence).toMatch(/[\u4e00-\u9fff，“”]{8,}/);
  expect(sentence).toMatch(/。/);
  expect(sentence).not.toMatch(/panic|error|undefined|null|None|Err\(|unwrap|expected/i);
}

test.describe("what is no report is refused in plain words, and the open draft stays as it is", () => {
  test("as a file", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    const url = clerk.page.url();
    for (const [what, file] of Object.entries(MISTAKES)) {
      await test.step(what, async () => {
        await clerk.button("知道了").click();
        await clerk.choose(file);
        await expect(clerk.page.locator(".toast.failure")).toContainText(file.name);
        isPlain(await clerk.toast().locator("p").innerText());
        expect(clerk.page.url()).toBe(url);
        await expect(clerk.page.getByRole("dialog")).toBeHidden();
        await expect(clerk.button("撤销")).toBeDisabled();
      });
    }
    expect(await clerk.json()).toBe(before);
    expect(await clerk.kept()).toBe(before);
  });

  test("as pasted text", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    const texts = Object.entries(MISTAKES).filter(([, { content }]) => typeof content === "string");
    await clerk.button("粘贴导入").click();
    const dialog = clerk.dialog("粘贴导入");
    for (const [what, { content }] of texts) {
      await test.step(what, async () => {
        const box = dialog.getByRole("textbox");
        await box.fill(String(content));
        await dialog.getByRole("button", { name: "导入", exact: true }).click();
        await expect(dialog.getByRole("alert")).not.toBeEmpty();
        isPlain(await dialog.getByRole("alert").innerText());
        // What was pasted is still there to be put right, and the sentence goes when it is.
        await expect(box).toHaveValue(String(content));
        await box.fill("别的");
        await expect(dialog.getByRole("alert")).toBeEmpty();
      });
    }
    await clerk.press("Escape");
    await expect(dialog).toBeHidden();
    expect(await clerk.json()).toBe(before);
    await expect(clerk.button("撤销")).toBeDisabled();
  });

  test("as several files at once", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    await clerk.drop({ name: "一.json", content: before }, { name: "二.json", content: before });
    await expect(clerk.toast()).toContainText("一次只能导入一个文件");
    expect(await clerk.json()).toBe(before);
  });
});

test.describe("a very large file", () => {
  onlyHosted();

  test("of 50 MB is refused, and the page goes on", async ({ clerk }, info) => {
    await clerk.example();
    const before = await clerk.json();
    for (const [name, unit] of [["大.txt", "年度报告\t12\n"], ["大.json", '{"a":'], ["大.html", "<td>12</td>"]] as const) {
      const path = info.outputPath(name);
      await writeFile(path, unit.repeat(Math.ceil((50 << 20) / Buffer.byteLength(unit))));
      await clerk.choose(path);
      await expect(clerk.page.locator(".toast.failure")).toContainText(name);
      isPlain(await clerk.toast().locator("p").innerText());
      expect(await clerk.json()).toBe(before);
    }
  });
});

test.describe("while a draft is open", () => {
  const other = (json: string) => {
    const report = JSON.parse(json);
    report.agency.name = "云川县教育局";
    report.applications.natural_person.received = 77;
    report.narrative.other = "教育局没有其他事项。";
    return { name: "教育局.json", content: JSON.stringify(report) };
  };

  test("a report that comes in can be made a new draft", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    const id = clerk.id();
    await clerk.choose(other(before));
    const dialog = clerk.dialog("核对导入的内容");
    await expect(dialog).toContainText("教育局.json");
    await expect(dialog).toContainText("云川县教育局 2025 年");
    await expect(dialog.getByRole("button")).toHaveText(["关闭", "存为新草稿", "替换当前草稿"]);
    await dialog.getByRole("button", { name: "存为新草稿" }).click();
    await expect(clerk.field("agency.name")).toHaveValue("云川县教育局");
    await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("77");
    expect(clerk.id()).not.toBe(id);
    await clerk.open(`#/edit/${id}`);
    await expect(clerk.field("agency.name")).toHaveValue("云川县水务局");
    expect(await clerk.json()).toBe(before);
  });

  test("a report that comes in can replace it, and the replacement can be undone", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    const id = clerk.id();
    await clerk.choose(other(before));
    await clerk.button("替换当前草稿").click();
    await expect(clerk.dialog("核对导入的内容")).toBeHidden();
    await expect(clerk.field("agency.name")).toHaveValue("云川县教育局");
    await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("77");
    await expect(clerk.prose("narrative.other")).toHaveValue("教育局没有其他事项。");
    const after = await clerk.json();
    await clerk.undo();
    await expect(clerk.field("agency.name")).toHaveValue("云川县水务局");
    await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("21");
    expect(await clerk.json()).toBe(before);
    await clerk.redo();
    await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("77");
    expect(await clerk.json()).toBe(after);
    expect(clerk.id()).toBe(id);
    await clerk.saved();
    expect(await clerk.kept()).toBe(after);
    // What is typed into the report that came in is typed into that one.
    await clerk.fillCell(at("business", "received"), "5");
    await expect(clerk.cell(at("total", "received"))).toHaveText("25");
  });

  test("a report that comes in can be turned away", async ({ clerk }) => {
    await clerk.example();
    const before = await clerk.json();
    await clerk.choose(other(before));
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
    await clerk.press("Escape");
    await expect(clerk.dialog("核对导入的内容")).toBeHidden();
    expect(await clerk.json()).toBe(before);
    // The same file chosen again is asked about again.
    await clerk.choose(other(before));
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  });

  test("pasting asks the same question", async ({ clerk, otherWindow }) => {
    await clerk.example();
    const text = await published(clerk, await otherWindow());
    await clerk.pasteImport(text.replaceAll("水务局", "教育局"));
    await expect(clerk.dialog("粘贴导入")).toBeHidden();
    await expect(clerk.dialog("核对导入的内容")).toContainText("粘贴的文字");
    await clerk.button("替换当前草稿").click();
    await expect(clerk.field("agency.name")).toHaveValue("云川县教育局");
  });

  test("notices of an import that was undone are gone with it", async ({ clerk }) => {
    await clerk.example();
    const report = JSON.parse(await clerk.json());
    // A value that can stand nowhere in the report is told of, verbatim.
    report.applications.natural_person.granted = { 件: 12 };
    await clerk.choose({ name: "怪.json", content: JSON.stringify(report) });
    await clerk.button("替换当前草稿").click();
    await expect(clerk.page.getByText(/^导入说明/)).toBeVisible();
    await clerk.undo();
    await expect(clerk.page.getByText(/^导入说明/)).toHaveCount(0);
  });
});

/** What a reader gets who opens the page that is handed out, selects all and copies. */
async function published(clerk: Clerk, reader: Clerk): Promise<string> {
  const { text } = await clerk.exported("导出 HTML");
  await reader.page.setContent(text);
  return reader.page.evaluate(() => {
    getSelection()?.selectAllChildren(document.body);
    return String(getSelection());
  });
}

test("the page that is handed out, copied from the browser and pasted, gives the same report", async ({
  clerk,
  otherWindow,
  colleague,
}) => {
  await clerk.example();
  const report = JSON.parse(await clerk.json());
  const text = await published(clerk, await otherWindow());
  await colleague.open();
  await colleague.pasteImport(text);
  await colleague.working();
  expect(await colleague.figures()).toEqual(await clerk.figures());
  const { agency, year, period, narrative } = JSON.parse(await colleague.json());
  expect({ agency, year, period, narrative }).toEqual({
    agency: report.agency,
    year: report.year,
    period: report.period,
    narrative: report.narrative,
  });
});

test("keys that this version does not know come out again", async ({ clerk }) => {
  await clerk.example();
  const report = JSON.parse(await clerk.json());
  report.later = { kept: [1, "二"] };
  report.applications.natural_person.later = "留着";
  await clerk.open();
  await clerk.choose({ name: "新键.json", content: JSON.stringify(report) });
  await clerk.working();
  expect(JSON.parse(await clerk.json())).toEqual(report);
});
