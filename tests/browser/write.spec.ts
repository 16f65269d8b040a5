// Writing a report: typing, pasting, copying, putting right, undoing, handing in and taking back.
import { COLUMNS, ROWS, at, expect, test } from "./clerk.ts";

/** Table three as it comes from a spreadsheet: 25 rows of 6 columns that balance, written in every way people do. */
const BLOCK = (() => {
  const rows: Record<string, string[]> = {
    received: ["1,234", "１２", "-", "", "3", " 7 "],
    carried_in: ["6", "0", "-", "", "1", "0"],
    granted: ["１，０００", "10", "-", "", "4", "/"],
    partly_granted: ["200", "2", "-", "", "0", "/"],
    "refused.prohibited_by_law": ["0", "0", "-", "", "0", "7"],
    "unavailable.not_held": ["30", "0", "-", "", "0", "0"],
    "other_outcome.other": ["4", "0", "-", "", "0", "0"],
    // A blank where the page computes says nothing; a right total is as good as none.
    outcome_total: ["1,234", "12", "", "", "", "7"],
    carried_out: ["6", "0", "-", "", "0", "0"],
  };
  const none = ["0", "0", "-", "", "0", "0"];
  return ROWS.map((row) => (rows[row] ?? none).join("\t")).join("\r\n") + "\r\n";
})();

test("a row is filled from the keyboard alone", async ({ clerk }) => {
  await clerk.newReport();
  const cell = (column: string, row = "received") => at(column, row);

  await clerk.mark(cell("natural_person"));
  await clerk.type("21");
  await clerk.press("Tab");
  await clerk.onCell(cell("business"));
  await clerk.type("4");
  await clerk.press("ArrowRight");
  await clerk.onCell(cell("research"));
  await clerk.type("0");
  await expect(clerk.cell(cell("total"))).toHaveText("25");

  // Down and up by Enter, arrows in every direction, computed cells passed over.
  await clerk.press("Enter");
  await clerk.onCell(cell("research", "carried_in"));
  await clerk.press("Shift+Enter");
  await clerk.onCell(cell("research"));
  await clerk.press("ArrowDown", "ArrowLeft");
  await clerk.onCell(cell("business", "carried_in"));
  await clerk.press("ArrowUp", "Shift+Tab");
  await clerk.onCell(cell("natural_person"));
  await clerk.press("End");
  await clerk.onCell(cell("other"));
  await clerk.press("Home");
  await clerk.onCell(cell("natural_person"));
  await clerk.mark(cell("business", "other_outcome.other"));
  await clerk.press("ArrowDown");
  await clerk.onCell(cell("business", "carried_out"));
  await clerk.press("ArrowUp");
  await clerk.onCell(cell("business", "other_outcome.other"));
});

test("typing replaces what stands in a marked cell, F2 opens it, and Esc gives back what was there", async ({ clerk }) => {
  await clerk.newReport();
  const cell = at("business", "received");
  await clerk.mark(cell);
  await clerk.type("35");
  await clerk.press("Enter", "Shift+Enter");
  await clerk.onCell(cell);

  await clerk.type("4");
  await expect(clerk.cell(cell)).toHaveValue("4");
  await clerk.press("Escape");
  await expect(clerk.cell(cell)).toHaveValue("35");
  await expect(clerk.cell(at("total", "received"))).toHaveText("35");

  // After Esc the cell is marked again.
  await clerk.type("6");
  await expect(clerk.cell(cell)).toHaveValue("6");
  await clerk.press("Escape");

  await clerk.press("F2", "ArrowLeft");
  await clerk.onCell(cell);
  await clerk.type("2");
  await expect(clerk.cell(cell)).toHaveValue("325");
  await clerk.press("Home");
  await clerk.type("1");
  await expect(clerk.cell(cell)).toHaveValue("1325");
  await clerk.press("Escape");
  await expect(clerk.cell(cell)).toHaveValue("35");
});

test("a click marks a cell, and a double click opens it", async ({ clerk }) => {
  await clerk.example();
  const cell = at("natural_person", "granted");
  await clerk.cell(cell).click();
  await clerk.type("7");
  await expect(clerk.cell(cell)).toHaveValue("7");

  // A click on the cell that has the focus already is a click all the same.
  await clerk.press("Escape");
  await clerk.cell(cell).click();
  await clerk.type("8");
  await expect(clerk.cell(cell)).toHaveValue("8");

  await clerk.press("Escape");
  await clerk.cell(cell).dblclick();
  await clerk.press("End", "ArrowLeft");
  await clerk.onCell(cell);
  await clerk.type("0");
  await expect(clerk.cell(cell)).toHaveValue("102");
});

test("a figure typed with separators or in full width is kept as a plain number", async ({ clerk }) => {
  await clerk.newReport();
  const cell = at("natural_person", "received");
  await clerk.mark(cell);
  await clerk.type("１，２３４");
  await clerk.press("Enter");
  await expect(clerk.cell(cell)).toHaveValue("1234");
  await expect(clerk.cell(at("total", "received"))).toHaveText("1234");
});

test("the last row takes what was typed when Enter is pressed", async ({ clerk }) => {
  await clerk.newReport();
  const cell = at("natural_person", "carried_out");
  await clerk.mark(cell);
  await clerk.type("１２");
  await clerk.press("Enter");
  await expect(clerk.cell(cell)).toHaveValue("12");
});

test("the kind of agency on screen is the kind of the report", async ({ clerk }) => {
  await clerk.newReport({ name: "云川县城关镇人民政府" });
  expect(JSON.parse(await clerk.json()).agency.kind).toBe("township");
  await expect(clerk.field("agency.kind")).toHaveValue("township");
  await clerk.page.reload();
  await clerk.working();
  await expect(clerk.field("agency.kind")).toHaveValue("township");
});

test("a year that is none is not taken, and the field shows the year that stands", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.field("year").fill("去年");
  await clerk.press("Tab");
  await expect(clerk.toast()).toContainText("年份应为四位数字");
  await expect(clerk.field("year")).toHaveValue("2025");
});

test("a table pasted from a spreadsheet adds up, and a figure broken afterwards is found, undone and kept", async ({
  clerk,
}) => {
  await clerk.newReport();
  expect(await clerk.paste(at("natural_person", "received"), BLOCK)).toBe(true);

  const total = (row: string) => clerk.cell(at("total", row));
  await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("1234");
  await expect(clerk.cell(at("natural_person", "granted"))).toHaveValue("1000");
  await expect(clerk.cell(at("research", "received"))).toHaveValue("0");
  await expect(clerk.cell(at("public_interest", "received"))).toHaveValue("");
  await expect(clerk.cell(at("legal_service", "outcome_total"))).toHaveText("4");
  await expect(clerk.cell(at("public_interest", "outcome_total"))).toHaveText("");
  await expect(total("received")).toHaveText("1256");
  await expect(total("carried_in")).toHaveText("7");
  await expect(total("granted")).toHaveText("1014");
  await expect(total("outcome_total")).toHaveText("1257");
  await expect(total("carried_out")).toHaveText("6");
  await expect(clerk.balances()).toHaveText(["平衡", "平衡", "平衡", "", "平衡", "平衡", "平衡"]);
  await expect(clerk.toast()).toContainText("“-”或“/”按 0 填入");
  await expect(clerk.finding("A01")).toHaveCount(0);
  await expect(clerk.finding("V01", "applications")).toContainText("空格填 0");
  const balanced = await clerk.json();

  // One figure broken: the column and the totals are out of balance, and both sides are named.
  await clerk.mark(at("natural_person", "granted"));
  await clerk.type("999");
  const column = clerk.finding("A01", at("natural_person", "outcome_total"));
  await expect(column).toHaveAttribute("data-severity", "error");
  await expect(column).toContainText("1240");
  await expect(column).toContainText("1239");
  await expect(column).toContainText("相差 1");
  await expect(clerk.finding("A01", at("total", "outcome_total"))).toContainText("1263");
  await expect(clerk.finding("A01")).toHaveCount(2);
  await expect(clerk.box(at("natural_person", "outcome_total"))).toHaveAttribute("data-state", "error");
  await expect(clerk.balances().first()).toHaveText("差 −1");
  const broken = await clerk.json();

  await clerk.undo();
  await expect(clerk.finding("A01")).toHaveCount(0);
  await expect(clerk.balances().first()).toHaveText("平衡");
  await expect(clerk.box(at("natural_person", "outcome_total"))).not.toHaveAttribute("data-state");
  expect(await clerk.json()).toBe(balanced);
  await clerk.redo();
  await expect(clerk.finding("A01")).toHaveCount(2);
  expect(await clerk.json()).toBe(broken);
  await clerk.press("Control+z");
  await expect(clerk.finding("A01")).toHaveCount(0);

  await clerk.saved();
  await clerk.page.reload();
  await clerk.working();
  await expect(clerk.cell(at("natural_person", "granted"))).toHaveValue("1000");
  await expect(total("outcome_total")).toHaveText("1257");
  expect(await clerk.json()).toBe(balanced);

  // The paste was one step: nothing of it is left after one undo in a fresh report.
  await clerk.newReport();
  const fresh = await clerk.json();
  await clerk.paste(at("natural_person", "received"), BLOCK);
  await expect(total("received")).toHaveText("1256");
  await clerk.undo();
  await expect(total("received")).toHaveText("");
  expect(await clerk.json()).toBe(fresh);
});

test("what is handed in as JSON or HTML comes back byte for byte at a colleague's", async ({ clerk, colleague }) => {
  await clerk.newReport();
  await clerk.paste(at("natural_person", "received"), BLOCK);
  await clerk.fillCell("disclosure.fees.amount", "1016.720");
  await clerk.fillCell("disclosure.licences.decisions", "无");
  await clerk.prose("narrative.intro").fill("第一段 <b>不是标记</b> & “引号” </script>。\n第二段\u3000末尾 𠮷。");
  await clerk.prose("narrative.problems").fill("一是更新不及时。\n\n改进措施：按月核对。");
  const json = await clerk.exported("导出 JSON");
  const html = await clerk.exported("导出 HTML");
  expect(json.name).toBe("云川县水务局2025年政府信息公开工作年度报告.json");
  expect(html.name).toBe("云川县水务局2025年政府信息公开工作年度报告.html");
  expect(JSON.parse(json.text)).toMatchObject({
    format: "gongkai.report",
    version: 1,
    year: 2025,
    agency: { name: "云川县水务局", kind: "department" },
    disclosure: { licences: { decisions: "无" } },
    applications: { natural_person: { received: 1234 }, public_interest: { received: null } },
  });
  expect(json.text).toContain('"amount": 1016.720');
  expect(html.text).toContain('id="gongkai-report"');
  expect(html.text).toContain("default-src 'none'");
  expect(html.text).not.toContain("<b>不是标记</b>");

  for (const file of [json, html]) {
    await colleague.open();
    await colleague.choose({ name: file.name, content: file.text });
    await colleague.working();
    await expect(colleague.cell(at("natural_person", "received"))).toHaveValue("1234");
    await expect(colleague.cell(at("total", "outcome_total"))).toHaveText("1257");
    // The note that it is not finished is judged anew, and comes out the same.
    expect((await colleague.exported("导出 JSON")).text).toBe(json.text);
  }
  await colleague.open();
  await expect(colleague.drafts()).toHaveCount(2);
});

test("a page handed out shows its text and figures, and no reason given for the reviewer only", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.fillCell("disclosure.regulations.issued", "3");
  const blanks = clerk.finding("V01").first();
  await blanks.getByRole("button", { name: "说明原因" }).click();
  await blanks.getByRole("textbox").fill("本表由法规科另报");
  await blanks.getByRole("button", { name: "保存说明" }).click();
  await expect(clerk.finding("V01").first()).toContainText("已说明：本表由法规科另报");
  expect(await clerk.json()).toContain("本表由法规科另报");
  expect((await clerk.exported("导出 HTML")).text).not.toContain("本表由法规科另报");
});

test("a block that does not fit is refused with its reason, and nothing changes", async ({ clerk }) => {
  await clerk.example();
  const before = await clerk.json();
  for (const [anchor, block, reason] of [
    [at("other", "received"), "1\t2\t3", /1 行 3 列.*只放得下 25 行 2 列.*没有粘贴/],
    [at("natural_person", "carried_in"), BLOCK, /25 行 6 列.*只放得下 24 行 7 列/],
    [at("natural_person", "carried_out"), "1\n2", /2 行 1 列.*只放得下 1 行 7 列/],
    ["remedies.review.upheld", "1\n2", /没有粘贴/],
    ["disclosure.licences.decisions", "5\t6", /没有粘贴/],
  ] as const) {
    expect(await clerk.paste(anchor, block)).toBe(true);
    await expect(clerk.toast()).toContainText(reason);
    await clerk.button("知道了").click();
    expect(await clerk.json(), anchor).toBe(before);
  }
  await expect(clerk.button("撤销")).toBeDisabled();
});

test("totals that were pasted wrong are kept, found, and put right by the fix", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.paste(at("natural_person", "received"), BLOCK);

  const wrong = {
    A02: { anchor: at("business", "other_outcome.other"), block: "0\n13", place: at("business", "outcome_total") },
    A03: { anchor: at("natural_person", "carried_in"), block: "6\t0\t0\t\t1\t0\t8", place: at("total", "carried_in") },
    A04: { anchor: "remedies.review.upheld", block: "8\t2\t1\t0\t0", place: "remedies.review.total" },
  };
  for (const [code, { anchor, block, place }] of Object.entries(wrong)) {
    await clerk.paste(anchor, block);
    await expect(clerk.finding(code, place), code).toHaveAttribute("data-severity", "error");
    await expect(clerk.box(place)).toHaveAttribute("data-state", "error");
  }
  await expect(clerk.cell(at("business", "outcome_total"))).toHaveText("13");
  await expect(clerk.finding("A02", wrong.A02.place)).toContainText(/12.*13.*相差 1/);
  await expect(clerk.finding("A04", wrong.A04.place)).toContainText(/11.*0.*相差 11/);

  for (const [code, right] of [["A02", "12"], ["A03", "7"], ["A04", "11"]] as const) {
    const { place } = wrong[code];
    await clerk.finding(code, place).getByRole("button", { name: `总计改为 ${right}` }).click();
    await expect(clerk.finding(code, place)).toHaveCount(0);
    await expect(clerk.cell(place)).toHaveText(right);
    await expect(clerk.box(place)).not.toHaveAttribute("data-state", "error");
  }
  await expect(clerk.finding("A02")).toHaveCount(0);
  await expect(clerk.finding("A03")).toHaveCount(0);
  await clerk.undo();
  await expect(clerk.cell(wrong.A04.place)).toHaveText("0");
});

test("totals that were imported wrong are kept, found, and put right by the fix", async ({ clerk, colleague }) => {
  await clerk.example();
  const report = JSON.parse(await clerk.json());
  report.applications.natural_person.outcome_total += 1;
  report.applications.total.granted += 2;
  report.remedies.review.total += 3;
  await colleague.open();
  await colleague.choose({ name: "报告.json", content: JSON.stringify(report) });
  await colleague.working();
  for (const [code, place] of [
    ["A02", at("natural_person", "outcome_total")],
    ["A03", at("total", "granted")],
    ["A04", "remedies.review.total"],
  ] as const) {
    await colleague.finding(code, place).getByRole("button", { name: /^总计改为/ }).click();
    await expect(colleague.finding(code, place)).toHaveCount(0);
  }
  await expect(colleague.page.locator("[data-finding^=A]")).toHaveCount(0);
  expect(await colleague.json()).toBe(await clerk.json());
});

test("a selected block is copied as a spreadsheet takes it, computed cells included", async ({ clerk }) => {
  await clerk.example();
  await clerk.mark(at("legal_service", "received"));
  await clerk.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown");
  await expect(clerk.page.locator("td.selected")).toHaveCount(9);
  expect(await clerk.copy()).toBe("0\t0\t25\n0\t0\t1\n0\t0\t15");

  // The whole table, and back again, changes nothing.
  const before = await clerk.json();
  await clerk.mark(at("natural_person", "received"));
  await clerk.press("Control+a");
  const whole = await clerk.copy();
  expect(whole.split("\n")).toHaveLength(25);
  expect(whole.split("\n")[23]).toBe("21\t4\t0\t0\t0\t0\t25");
  await clerk.paste(at("natural_person", "received"), whole);
  expect(await clerk.json()).toBe(before);

  // Cut takes away what can be typed; one undo brings it back.
  await clerk.mark(at("natural_person", "received"));
  await clerk.press("Shift+ArrowRight");
  expect(await clerk.copy("cut")).toBe("21\t4");
  await expect(clerk.cell(at("total", "received"))).toHaveText("0");
  await clerk.undo();
  expect(await clerk.json()).toBe(before);
});

test("a block is dragged out with the mouse, and no figure moves", async ({ clerk }) => {
  await clerk.example();
  const before = await clerk.json();
  await clerk.cell(at("natural_person", "received")).hover();
  await clerk.page.mouse.down();
  await clerk.cell(at("business", "carried_in")).hover();
  await clerk.page.mouse.up();
  await expect(clerk.page.locator("td.selected")).toHaveCount(4);
  expect(await clerk.copy()).toBe("21\t4\n1\t0");
  // The browser's own dragging of words must not carry figures from cell to cell.
  expect(await clerk.json()).toBe(before);
  await clerk.cell(at("natural_person", "received")).hover();
  await clerk.page.mouse.down();
  await clerk.cell(at("business", "carried_in")).hover();
  await clerk.page.mouse.up();
  expect(await clerk.json()).toBe(before);
});

test("keys of the clipboard carry a block from one place to another", async ({ clerk }) => {
  await clerk.example();
  await clerk.mark(at("natural_person", "received"));
  await clerk.press("Shift+ArrowRight", "Control+c");
  await clerk.mark(at("natural_person", "carried_in"));
  await clerk.press("Control+v");
  await expect(clerk.cell(at("natural_person", "carried_in"))).toHaveValue("21");
  await expect(clerk.cell(at("business", "carried_in"))).toHaveValue("4");
});

test("Delete empties the selected block, and the cell alone when nothing is selected", async ({ clerk }) => {
  await clerk.example();
  await clerk.mark(at("natural_person", "received"));
  await clerk.press("Delete");
  await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("");
  await expect(clerk.cell(at("business", "received"))).toHaveValue("4");
  await clerk.undo();
  await clerk.mark(at("natural_person", "received"));
  await clerk.press("Shift+ArrowDown", "Shift+ArrowRight", "Delete");
  for (const column of COLUMNS.slice(0, 2)) {
    await expect(clerk.cell(at(column, "received"))).toHaveValue("");
    await expect(clerk.cell(at(column, "carried_in"))).toHaveValue("");
  }
  await clerk.undo();
  await expect(clerk.cell(at("business", "received"))).toHaveValue("4");
});

test("undo takes back one cell at a time, and one paragraph at a time", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.mark(at("natural_person", "received"));
  await clerk.type("12");
  await clerk.press("Tab");
  await clerk.type("34");
  await clerk.press("Tab");
  await clerk.prose("narrative.other").focus();
  await clerk.type("abc");
  await clerk.press("Control+z");
  await expect(clerk.prose("narrative.other")).toHaveValue("");
  await clerk.press("Control+z");
  await expect(clerk.cell(at("business", "received"))).toHaveValue("");
  await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("12");
  await clerk.press("Control+y");
  await expect(clerk.cell(at("business", "received"))).toHaveValue("34");
  await clerk.press("Control+Shift+z");
  await expect(clerk.prose("narrative.other")).toHaveValue("abc");
});

test("undo while a reason is being written leaves the report alone", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.fillCell("disclosure.regulations.issued", "3");
  const blanks = clerk.finding("V01").first();
  await blanks.getByRole("button", { name: "说明原因" }).click();
  await blanks.getByRole("textbox").focus();
  await clerk.type("另报");
  await clerk.press("Control+z");
  await expect(clerk.cell("disclosure.regulations.issued")).toHaveValue("3");
});

test("blanks are filled with 0 on request, and a word for none becomes 0", async ({ clerk }) => {
  await clerk.newReport();
  await clerk.fillCell("disclosure.licences.decisions", "无");
  await clerk.finding("V02", "disclosure.licences.decisions").getByRole("button", { name: "改为 0" }).click();
  await expect(clerk.cell("disclosure.licences.decisions")).toHaveValue("0");
  await clerk.finding("V01", "disclosure").getByRole("button", { name: "空格填 0" }).click();
  await expect(clerk.finding("V01", "disclosure")).toHaveCount(0);
  await expect(clerk.cell("disclosure.fees.amount")).toHaveValue("0");
});

test("a finding leads to its place", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell(at("natural_person", "granted"), "1");
  const place = at("natural_person", "outcome_total");
  await clerk.page.evaluate(() => scrollTo(0, 0));
  await clerk.finding("A01", place).getByRole("button", { name: "转到" }).click();
  await expect(clerk.box(place)).toBeInViewport();
});

test("on a narrow screen a finding leads to its place, and the list of findings makes way", async ({ clerk }) => {
  await clerk.page.setViewportSize({ width: 420, height: 900 });
  await clerk.example();
  await clerk.fillCell(at("natural_person", "granted"), "1");
  await clerk.page.getByRole("button", { name: /^核对结果 \d/ }).click();
  await clerk.finding("A01", at("natural_person", "outcome_total")).getByRole("button", { name: "转到" }).click();
  await expect(clerk.box(at("natural_person", "outcome_total"))).toBeInViewport();
  await expect(clerk.finding("A01").first()).not.toBeInViewport();
});

test("labels of rows stay in view when a wide table is scrolled on a narrow screen", async ({ clerk }) => {
  await clerk.page.setViewportSize({ width: 420, height: 900 });
  await clerk.example();
  await clerk.mark(at("other", "received"));
  await expect(clerk.page.getByRole("rowheader", { name: "一、本年新收政府信息公开申请数量" })).toBeInViewport();
});

test("the whole of table three is in view on an ordinary screen", async ({ clerk }) => {
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.example();
  await clerk.cell(at("total", "received")).evaluate((cell) => cell.scrollIntoView({ inline: "nearest" }));
  const frame = clerk.page.locator(".frame", { has: clerk.cell(at("total", "received")) });
  expect(await frame.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBeLessThanOrEqual(0);
});
