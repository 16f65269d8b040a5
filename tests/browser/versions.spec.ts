// Versions: kept without being asked and by name, looked at, put back, and handed out only in the file meant for it.
import { at, axe, expect, test, type Clerk } from "./clerk.ts";

const rows = (clerk: Clerk) => clerk.page.locator("[data-version]");
const row = (clerk: Clerk, name: string) => rows(clerk).filter({ hasText: name });

async function open(clerk: Clerk) {
  await clerk.button("版本").click();
  return clerk.dialog("版本");
}

async function mark(clerk: Clerk, name: string) {
  const dialog = await open(clerk);
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "标记版本" }).click();
  await expect(row(clerk, name)).toHaveCount(1);
  await dialog.getByRole("button", { name: "关闭" }).click();
}

test("a milestone survives a reload and can be put back, and the putting back undone", async ({ clerk }) => {
  await clerk.example();
  const cell = at("natural_person", "received");
  await mark(clerk, "初稿");
  await clerk.fillCell(cell, "33");
  await clerk.saved();
  await clerk.page.reload();
  await clerk.working();

  await open(clerk);
  await expect(row(clerk, "初稿")).toHaveCount(1);
  await expect(clerk.page.locator("[data-usage]")).toContainText(/占用 \d+\.\d MB，共 2 MB/);
  await row(clerk, "初稿").getByRole("button", { name: "恢复" }).click();
  await expect(clerk.cell(cell)).toHaveValue("21");
  await clerk.undo();
  await expect(clerk.cell(cell)).toHaveValue("33");
  // What was there before is kept too.
  await open(clerk);
  await expect(row(clerk, "恢复前")).toHaveCount(1);
});

test("the report as it was opened is kept before the first change", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell(at("natural_person", "received"), "33");
  await open(clerk);
  await expect(row(clerk, "修改前")).toHaveCount(1);
});

test("any two versions can be compared", async ({ clerk }) => {
  await clerk.example();
  const cell = at("natural_person", "received");
  await mark(clerk, "初稿");
  await clerk.fillCell(cell, "33");
  await mark(clerk, "二稿");
  await clerk.fillCell(cell, "34");
  await open(clerk);
  await row(clerk, "初稿").getByRole("link", { name: "与现在对比" }).click();
  const changed = clerk.page.locator(`.comparison [data-cell="${cell}"]`).first();
  await expect(changed).toHaveAttribute("data-now", "34");
  await clerk.page.locator("[data-side]").last().selectOption({ label: await labelOf(clerk, "二稿") });
  await expect(changed).toHaveAttribute("data-before", "21");
  await expect(changed).toHaveAttribute("data-now", "33");
});

async function labelOf(clerk: Clerk, name: string): Promise<string> {
  const labels = await clerk.page.locator("[data-side]").last().locator("option").allTextContents();
  return labels.find((label) => label.includes(name)) ?? "";
}

test("versions are renamed, and deleted only at the second press", async ({ clerk }) => {
  await clerk.example();
  await mark(clerk, "初稿");
  const dialog = await open(clerk);
  await row(clerk, "初稿").getByRole("button", { name: "改名" }).click();
  await dialog.getByRole("textbox").fill("送局长稿");
  await dialog.getByRole("button", { name: "改名" }).first().click();
  await expect(row(clerk, "送局长稿")).toHaveCount(1);
  await row(clerk, "送局长稿").getByRole("button", { name: "删除" }).click();
  await expect(row(clerk, "送局长稿")).toHaveCount(1);
  await row(clerk, "送局长稿").getByRole("button", { name: "再点一次，删除" }).click();
  await expect(row(clerk, "送局长稿")).toHaveCount(0);
});

test("the history leaves in the file meant for it, and in no other", async ({ clerk, colleague }) => {
  await clerk.example();
  const secret = "只在旧版本里出现的一句话，共二十个字以上。";
  const before = await clerk.prose("narrative.problems").inputValue();
  await clerk.prose("narrative.problems").fill(secret);
  await mark(clerk, "旧稿");
  await clerk.prose("narrative.problems").fill(before);
  await clerk.saved();
  for (const button of ["导出 JSON", "导出 HTML"] as const) {
    expect((await clerk.exported(button)).text).not.toContain(secret);
  }
  await open(clerk);
  const history = await clerk.exported("导出版本记录");
  expect(history.text).toContain(secret);

  await colleague.open();
  await colleague.choose({ name: history.name, content: history.text });
  await colleague.working();
  await open(colleague);
  await row(colleague, "旧稿").getByRole("button", { name: "恢复" }).click();
  await expect(colleague.prose("narrative.problems")).toHaveValue(secret);
});

test("the versions can be read by everybody", async ({ clerk }) => {
  await clerk.example();
  await mark(clerk, "初稿");
  await open(clerk);
  expect(await axe(clerk.page)).toEqual([]);
});
