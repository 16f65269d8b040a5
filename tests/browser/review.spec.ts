// A review without a server: clerk → package → reviewer → review file → clerk, again, and 通过.
import { at, axe, expect, test, type Clerk, type Given } from "./clerk.ts";

const CELL = at("natural_person", "granted");
const PROSE = "narrative.problems";

/** 送审: the clerk's file for the reviewer. */
async function send(clerk: Clerk, name = "王填报"): Promise<Given> {
  await clerk.openReview();
  await clerk.signAs(name);
  const file = await clerk.exported("导出送审文件");
  return { name: file.name, content: file.text };
}

/** A reviewer opens the package at another machine. */
async function receive(reviewer: Clerk, file: Given, name = "李审核") {
  await reviewer.open();
  await reviewer.choose(file);
  await expect(reviewer.page).toHaveURL(/#\/review\//);
  await reviewer.working();
  await reviewer.signAs(name);
}

async function sendBack(reviewer: Clerk): Promise<Given> {
  const file = await reviewer.exported("导出审核意见");
  return { name: file.name, content: file.text };
}

const approval = (clerk: Clerk) => clerk.page.locator("[data-approval]");

test("the whole round: comments, proposals, edits meanwhile, a second round, and approval", async ({ clerk, colleague }) => {
  await clerk.example();
  const text = await clerk.prose(PROSE).inputValue();
  const words = text.slice(12, 22);
  const first = await send(clerk);

  await receive(colleague, first);
  await expect(colleague.page.getByText("王填报")).toBeVisible();
  await expect(colleague.cell(CELL)).toHaveAttribute("readonly", "");
  await expect(colleague.button("撤销")).toHaveCount(0);
  await colleague.cell(CELL).focus();
  await colleague.comment("请核对台账", "16");
  await colleague.select(PROSE, words);
  await colleague.comment("表述再具体一些", "（具体表述）");
  await colleague.page.getByLabel("针对整份报告").check();
  await colleague.comment("整体不错");
  await expect(colleague.comments()).toHaveCount(3);
  await colleague.page.getByLabel(/结论说明/).fill("改后再报");
  await colleague.button("退回修改").click();
  await expect(approval(colleague)).toHaveAttribute("data-approval", "returned");
  await colleague.page.reload();
  await colleague.working();
  await expect(colleague.comments()).toHaveCount(3);
  const review = await sendBack(colleague);

  // Meanwhile the clerk goes on: words before those that were commented on move them.
  await clerk.prose(PROSE).fill(`今年情况有新变化。${text}`);
  await clerk.fillCell(at("business", "received"), "5");
  await clerk.choose(review);
  await expect(clerk.toast()).toContainText("新增 4 条");
  await expect(clerk.toast()).toContainText("退回修改");
  await expect(clerk.comments()).toHaveCount(3);
  await expect(clerk.box(CELL)).toHaveAttribute("data-comments", "1");
  await expect(clerk.page.locator(`[data-comment][data-place="${PROSE}"]`)).toHaveAttribute("data-standing", "moved");
  await expect(clerk.page.locator("mark[data-severity=comment]")).toHaveText(words);

  // Nothing doubles.
  await clerk.choose(review);
  await expect(clerk.toast()).toContainText("没有新的内容");

  const onCell = clerk.page.locator(`[data-comment][data-place="${CELL}"]`);
  await onCell.getByRole("button", { name: "采纳", exact: true }).click();
  await expect(clerk.cell(CELL)).toHaveValue("16");
  await clerk.undo();
  await expect(clerk.cell(CELL)).not.toHaveValue("16");
  await clerk.redo();
  const onWords = clerk.page.locator(`[data-comment][data-place="${PROSE}"]`);
  await onWords.getByRole("button", { name: "采纳", exact: true }).click();
  await expect(clerk.prose(PROSE)).toHaveValue(/今年情况有新变化。.*（具体表述）/);
  const onAll = clerk.page.locator('[data-comment][data-place=""]');
  await onAll.getByRole("button", { name: "回复" }).click();
  await onAll.getByRole("textbox").fill("谢谢");
  await onAll.getByRole("button", { name: "发出回复" }).click();
  await expect(onAll).toContainText("王填报：谢谢");
  await onAll.getByRole("button", { name: "办结" }).click();
  await expect(clerk.comments()).toHaveCount(0);
  await clerk.saved();

  const second = await send(clerk);
  await receive(colleague, second);
  await expect(colleague.page.getByRole("link", { name: "与上次审核的版本对比" })).toBeVisible();
  await colleague.page.getByRole("button", { name: /^全部/ }).last().click();
  await expect(colleague.comments()).toHaveCount(3);
  await expect(colleague.page.locator("[data-comment]").first()).toContainText(/已采纳|已办结/);
  await colleague.button("通过").click();
  await expect(approval(colleague)).toHaveAttribute("data-approval", "passed");
  const passed = await sendBack(colleague);

  await clerk.choose(passed);
  await expect(approval(clerk)).toHaveAttribute("data-approval", "passed");
  // A later change voids it, and taking the change back restores it.
  await clerk.fillCell(at("other", "received"), "1");
  await expect(approval(clerk)).toHaveAttribute("data-approval", "stale");
  await clerk.undo();
  await expect(approval(clerk)).toHaveAttribute("data-approval", "passed");

  // What is published knows nothing of the review.
  const page = await clerk.exported("导出 HTML");
  for (const said of ["请核对台账", "整体不错", "李审核"]) expect(page.text).not.toContain(said);
});

test("several reviewers' files merge in any order", async ({ clerk, colleague, otherWindow }) => {
  await clerk.example();
  const file = await send(clerk);
  const reviews: Given[] = [];
  for (const [reviewer, name] of [[colleague, "李审核"], [await otherWindow(), "赵复核"]] as const) {
    await receive(reviewer, file, name);
    await reviewer.cell(CELL).focus();
    await reviewer.comment(`${name}的意见`);
    reviews.push(await sendBack(reviewer));
  }
  for (const review of [...reviews].reverse()) await clerk.choose(review);
  await expect(clerk.comments()).toHaveCount(2);
  await expect(clerk.box(CELL)).toHaveAttribute("data-comments", "2");
});

test("the package as a page reads as the report and opens as the package", async ({ clerk, colleague }) => {
  await clerk.example();
  await clerk.openReview();
  await clerk.signAs("王填报");
  await clerk.page.getByLabel(/做成网页文件/).check();
  const file = await clerk.exported("导出送审文件");
  expect(file.name).toMatch(/\.html$/);
  expect(file.text).toContain("送审稿");
  await receive(colleague, { name: file.name, content: file.text });
  await expect(colleague.cell(CELL)).toHaveAttribute("readonly", "");
});

test("a review of another report, of another program, or changed by hand is told, and changes nothing", async ({ clerk, colleague }) => {
  await clerk.example();
  const file = await send(clerk);
  await receive(colleague, file);
  await colleague.cell(CELL).focus();
  await colleague.comment("原话");
  const review = await sendBack(colleague);
  const changed = (from: string | RegExp, to: string) => ({ name: "改.json", content: String(review.content).replace(from, to) });

  await clerk.choose(changed(/"thread": "\w+"/, '"thread": "another"'));
  await expect(clerk.toast()).toContainText(/不是对这份报告|另一份稿子/);
  await clerk.choose(changed('"version": 1', '"version": 9'));
  await expect(clerk.toast()).toContainText("版本 9");
  await clerk.choose({ name: "断.json", content: String(review.content).slice(0, 300) });
  await expect(clerk.toast()).toContainText(/不完整|损坏|中断/);
  await expect(clerk.comments()).toHaveCount(0);

  await clerk.choose(changed("原话", "改过的话"));
  await expect(clerk.toast()).toContainText("被人改动过");
  await expect(clerk.comments()).toHaveCount(0);
  await clerk.page.locator(".toast").getByRole("button", { name: "仍然导入" }).click();
  await expect(clerk.comments()).toHaveCount(1);
  await expect(clerk.comments()).toContainText("改过的话");
});

test("a review finds its draft from the list, and on another machine says that it is not there", async ({ clerk, colleague }) => {
  await clerk.example();
  const file = await send(clerk);
  await clerk.saved();
  await receive(colleague, file);
  await colleague.cell(CELL).focus();
  await colleague.comment("请核对");
  const review = await sendBack(colleague);

  await clerk.open();
  await clerk.choose(review);
  await expect(clerk.page).toHaveURL(/#\/review\//);
  await expect(clerk.comments()).toHaveCount(1);
});

test("who says something must give a name, and what was typed stays", async ({ clerk, colleague }) => {
  await clerk.example();
  const file = await send(clerk);
  await colleague.open();
  await colleague.choose(file);
  await colleague.working();
  await colleague.cell(CELL).focus();
  const form = colleague.page.getByRole("form", { name: "写意见" });
  await form.getByLabel("意见", { exact: true }).fill("没有署名");
  await form.getByRole("button", { name: "发表意见" }).click();
  await expect(colleague.toast()).toContainText("姓名");
  await expect(form.getByLabel("意见", { exact: true })).toHaveValue("没有署名");
});

test("two thousand comments stay usable", async ({ clerk, colleague }) => {
  await clerk.example();
  const file = await send(clerk);
  const packed = JSON.parse(String(file.content)) as { review: unknown[] };
  packed.review = Array.from({ length: 2000 }, (_, index) => ({
    id: `n${index}`,
    by: "李审核",
    at: 1_768_000_000_000 + index,
    kind: "comment",
    place: index % 2 ? CELL : PROSE,
    text: `第 ${index + 1} 条意见`,
    fingerprint: "",
  }));
  await colleague.open();
  await colleague.choose({ name: "多.json", content: JSON.stringify(packed) });
  await colleague.working();
  await colleague.signAs("赵复核");
  await expect(colleague.comments()).toHaveCount(100);
  await expect(colleague.page.getByRole("button", { name: /^审核意见/ })).toContainText("2000");
  await colleague.page.getByRole("button", { name: /^再显示/ }).click();
  await expect(colleague.comments()).toHaveCount(200);
  await colleague.cell(CELL).focus();
  const form = colleague.page.getByRole("form", { name: "写意见" });
  await form.getByLabel("意见", { exact: true }).fill("第 2001 条");
  await form.getByRole("button", { name: "发表意见" }).click();
  await expect(colleague.page.getByRole("button", { name: /^审核意见/ })).toContainText("2001");
  await colleague.saved();
});

test("the review can be read and used by everybody, with the keyboard alone", async ({ clerk, colleague }) => {
  await clerk.example();
  const file = await send(clerk);
  expect(await axe(clerk.page)).toEqual([]);
  await receive(colleague, file);
  await colleague.cell(CELL).focus();
  await colleague.comment("请核对", "16");
  expect(await axe(colleague.page)).toEqual([]);
  await colleague.cell(CELL).focus();
  await colleague.press("F6");
  await expect(colleague.page.locator(".findings :focus")).toHaveCount(1);
});
