// Last year beside this year: attached, shown under each figure, checked against, compared with, begun from.
import { at, axe, expect, test, type Clerk } from "./clerk.ts";

/** The example as the report of the year before, with figures put in. */
async function lastYear(clerk: Clerk, figures: Record<string, number> = {}, prose: Record<string, string> = {}) {
  await clerk.example();
  const report = JSON.parse(await clerk.json()) as Record<string, unknown>;
  report.year = 2024;
  report.period = { from: "2024-01-01", to: "2024-12-31" };
  const put = (path: string, value: unknown) => {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let place = report;
    for (const key of keys) place = place[key] as Record<string, unknown>;
    place[last] = value;
  };
  for (const [path, value] of Object.entries(figures)) put(path, value);
  for (const [path, value] of Object.entries(prose)) put(path, value);
  return { name: "去年.json", content: JSON.stringify(report) };
}

test("last year's report stands under this year's figures and is checked against", async ({ clerk }) => {
  const file = await lastYear(clerk, { [at("natural_person", "carried_out")]: 5, [at("total", "carried_out")]: 5 });
  await clerk.choose(file, "附上去年的报告");
  await expect(clerk.page.locator("[data-last-year]")).toContainText("2024");
  const cell = at("natural_person", "carried_out");
  await expect(clerk.page.locator(`[data-last="${cell}"]`)).toHaveText("上年 5");
  await expect(clerk.cell(cell)).toHaveAttribute("aria-describedby", `last-${cell}`);

  const changed = clerk.finding("Y01", at("natural_person", "carried_in"));
  await expect(changed).toContainText(/1.*5.*相差 4/);
  await changed.getByRole("button", { name: "改为 5" }).click();
  await expect(changed).toHaveCount(0);
  await clerk.undo();
  await expect(changed).toHaveCount(1);
  // The example copied a year on is last year's text.
  await expect(clerk.finding("Y04").first()).toBeAttached();
  await clerk.saved();

  await clerk.page.reload();
  await clerk.working();
  await expect(clerk.page.locator(`[data-last="${cell}"]`)).toHaveText("上年 5");
  await clerk.button("去掉").click();
  await expect(clerk.page.locator("[data-last]")).toHaveCount(0);
  await expect(clerk.finding("Y01")).toHaveCount(0);
});

test("another year's or another agency's report is named as wrong", async ({ clerk }) => {
  const file = await lastYear(clerk);
  const report = JSON.parse(file.content) as { year: number; agency: { name: string } };
  report.year = 2022;
  report.agency.name = "青山县教育局";
  await clerk.choose({ name: "错.json", content: JSON.stringify(report) }, "附上去年的报告");
  await expect(clerk.finding("Y06", "year")).toContainText("2022");
  await expect(clerk.finding("Y06", "agency.name")).toContainText("青山县教育局");
  await expect(clerk.finding("Y01")).toHaveCount(0);
});

test("a file that is no report is refused and changes nothing", async ({ clerk }) => {
  await clerk.example();
  await clerk.choose({ name: "坏.json", content: "{ not json" }, "附上去年的报告");
  await expect(clerk.toast()).toContainText("坏.json");
  await expect(clerk.page.locator("[data-last-year]")).toHaveCount(0);
});

test("this year begins from last year's file: carry-over and opening in, prose only as a model", async ({ clerk }) => {
  const file = await lastYear(clerk, {
    [at("natural_person", "carried_out")]: 3,
    [at("total", "carried_out")]: 3,
    "disclosure.normative_documents.in_force": 9,
  });
  await clerk.open();
  await clerk.choose(file, "从去年的报告开始");
  await clerk.working();
  await expect(clerk.field("year")).toHaveValue("2025");
  await expect(clerk.cell(at("natural_person", "carried_in"))).toHaveValue("3");
  await expect(clerk.cell(at("total", "carried_in"))).toHaveText("3");
  await expect(clerk.cell("disclosure.normative_documents.in_force")).toHaveValue("9");
  await expect(clerk.cell(at("natural_person", "received"))).toHaveValue("");
  await expect(clerk.finding("Y01")).toHaveCount(0);

  const problems = clerk.prose("narrative.problems");
  await expect(problems).toHaveValue("");
  const model = clerk.page.locator("details.model").filter({ hasText: "去年写的" });
  expect(await model.count()).toBeGreaterThan(4);
  const words = (JSON.parse(file.content) as { narrative: { problems: string } }).narrative.problems.slice(0, 20);
  await expect(clerk.page.locator("details.model", { hasText: words })).toBeVisible();
  for (const button of ["导出 JSON", "导出 HTML"] as const) {
    expect((await clerk.exported(button)).text).not.toContain(words);
  }
});

test("写下一年 begins from a draft of this browser", async ({ clerk }) => {
  await clerk.example();
  await clerk.saved();
  await clerk.open();
  await clerk.page.getByRole("button", { name: /^写下一年/ }).click();
  await clerk.working();
  await expect(clerk.field("year")).toHaveValue("2026");
  await expect(clerk.page.locator("[data-last-year]")).toContainText("2025");
});

test("the comparison shows differences, changes in per cent, and what was copied", async ({ clerk }) => {
  const file = await lastYear(clerk, { [at("natural_person", "received")]: 42 });
  // A sentence more than this year: the rest is copied.
  const last = JSON.parse(file.content) as { narrative: { problems: string } };
  last.narrative.problems += "还有一句去年才写的话。";
  file.content = JSON.stringify(last);
  await clerk.choose(file, "附上去年的报告");
  await clerk.page.getByRole("link", { name: "对比" }).click();
  const row = clerk.page.locator(`.comparison [data-cell="${at("natural_person", "received")}"]`).first();
  await expect(row).toHaveAttribute("data-before", "42");
  await expect(row).toHaveAttribute("data-now", "21");
  await expect(row).toHaveAttribute("data-difference", /21$/);
  await expect(row).toContainText("50");
  await expect(clerk.page.locator(".comparison [data-section=problems]")).toHaveAttribute("data-similarity", "100");
  const problems = clerk.page.locator(".comparison [data-prose='narrative.problems']");
  await expect(problems.locator("mark.copied").first()).toBeVisible();
  await expect(problems.locator("del")).toContainText("还有一句去年才写的话。");

  // The other way round, and with a file of another agency.
  const sides = clerk.page.locator("[data-side]");
  await sides.first().selectOption("draft");
  await sides.last().selectOption("last");
  await expect(row).toHaveAttribute("data-before", "21");
  const other = JSON.parse(file.content) as { agency: { name: string } };
  other.agency.name = "青山县教育局";
  await clerk.choose({ name: "别家.json", content: JSON.stringify(other) }, "选文件来比");
  await expect(clerk.page.locator(".comparison")).toContainText("青山县教育局");
  await expect(sides.first()).toHaveValue("file");
});

test("the comparison can be read by everybody", async ({ clerk }) => {
  const file = await lastYear(clerk, { [at("natural_person", "received")]: 42 }, { "narrative.problems": "问题一，改进二。" });
  await clerk.choose(file, "附上去年的报告");
  await clerk.page.getByRole("link", { name: "对比" }).click();
  await expect(clerk.page.locator(".comparison")).toBeVisible();
  expect(await axe(clerk.page)).toEqual([]);
});
