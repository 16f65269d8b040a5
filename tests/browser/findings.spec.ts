// What is found while a report is written: at once, never stale, explained or put right, and gone again.
import { at, COLUMNS, expect, ROWS, test, type Clerk } from "./clerk.ts";

/** Every finding on screen, in order: rule, place, and all that its card says. */
const found = (clerk: Clerk) =>
  clerk.page
    .locator("[data-finding]")
    .evaluateAll((cards) =>
      cards.map((card) => [card.getAttribute("data-finding"), card.getAttribute("data-place"), card.textContent].join(" ")),
    );

test("after fast typing all over the report, the findings are those of a page opened afresh", async ({ clerk, colleague }) => {
  await clerk.example();
  // Without a pause between keys; the next is typed before the page has drawn the last.
  await clerk.page.evaluate(
    ([columns, rows]) => {
      let seed = 20_260_112;
      const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
      const type = (element: HTMLInputElement | HTMLTextAreaElement, text: string) => {
        const prototype = Object.getPrototypeOf(element) as object;
        Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(element, text);
        element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      const pick = <Kind extends Element>(selector: string) => document.querySelector<Kind>(selector);
      for (let round = 0; round < 300; round += 1) {
        if (round % 3 === 0) {
          const prose = ["overview.on_request", "overview.proactive", "problems", "other"][random(4)];
          const area = pick<HTMLTextAreaElement>(`[data-prose="narrative.${prose}"]`);
          if (area) {
            const claim = `全年收到申请${random(60)}件，办结${random(60)}件，行政许可${random(99)}件。`;
            type(area, round % 2 === 0 ? `${area.value}${claim}` : area.value.slice(random(20)));
          }
        } else {
          const path = `applications.${columns[random(columns.length)]}.${rows[random(rows.length)]}`;
          const cell = pick<HTMLInputElement>(`input[data-cell="${path}"]`);
          if (cell) type(cell, ["", "无", "12件", String(random(40)), "-1", "0"][random(6)] ?? "");
        }
      }
    },
    [COLUMNS, ROWS] as const,
  );
  const report = await clerk.exported("导出 JSON");
  const onScreen = await found(clerk);
  expect(onScreen.length).toBeGreaterThan(20);

  await colleague.open();
  await colleague.choose({ name: report.name, content: report.text });
  await colleague.working();
  expect(await found(colleague)).toEqual(onScreen);

  // And back again by undo, all the way: silence, as at the beginning.
  await clerk.button("撤销").evaluate((undo: HTMLButtonElement) => {
    for (let step = 0; step < 300; step += 1) undo.click();
  });
  await expect(clerk.button("撤销")).toBeDisabled();
  await expect(clerk.page.locator('[data-finding][data-severity="error"]')).toHaveCount(0);
});

test("a reason stands until a figure behind it changes, and then the finding is open again", async ({ clerk }) => {
  await clerk.example();
  const open = async () => Number(/还差 (\d+) 项/.exec((await clerk.page.locator("[data-ready-to-publish]").textContent()) ?? "")?.[1] ?? 0);
  await clerk.fillCell("disclosure.licences.decisions", "");
  const blank = clerk.finding("V01");
  await expect(blank).toHaveCount(1);
  const before = await open();
  await blank.getByRole("button", { name: "说明原因" }).click();
  await blank.getByRole("textbox").fill("今年没有许可事项");
  await blank.getByRole("button", { name: "保存说明" }).click();
  await expect(blank).toContainText("已说明：今年没有许可事项");
  expect(await open()).toBe(before - 1);

  await clerk.page.reload();
  await clerk.working();
  await expect(blank).toContainText("已说明：今年没有许可事项");

  // The reason was about one blank; now there are two.
  await clerk.fillCell("disclosure.penalties.decisions", "");
  await expect(blank).not.toContainText("已说明");
  expect(await open()).toBe(before);
});

test("a card whose values change keeps what is being written in it", async ({ clerk }) => {
  await clerk.example();
  const granted = clerk.cell(at("natural_person", "granted"));
  await granted.fill("13");
  const card = clerk.finding("S03");
  await expect(card).toContainText("相差 1");
  await card.getByRole("button", { name: "说明原因" }).click();
  await card.getByRole("textbox").fill("补办一件");
  await granted.fill("14");
  await expect(card).toContainText("相差 2");
  await expect(card.getByRole("button", { name: "正文改为 27" })).toBeVisible();
  await expect(card.getByRole("textbox")).toHaveValue("补办一件");
  await card.getByRole("button", { name: "保存说明" }).click();
  await expect(clerk.finding("S03")).toContainText("已说明：补办一件");
});

test("a finding in prose marks the words, and its fix changes them alone", async ({ clerk }) => {
  await clerk.example();
  const prose = clerk.prose("narrative.overview.on_request");
  await prose.fill("2025年，共收到政府信息公开申请24件，均已按期办结。");
  const wrong = clerk.finding("S01", "narrative.overview.on_request");
  await expect(wrong).toContainText(/24.*25.*相差 1/);
  await expect(clerk.page.locator("mark", { hasText: "24件" })).toHaveCount(1);
  await wrong.getByRole("button", { name: "转到" }).click();
  const chosen = await prose.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(chosen).toContain("24");
  await wrong.getByRole("button", { name: "正文改为 25" }).click();
  await expect(prose).toHaveValue("2025年，共收到政府信息公开申请25件，均已按期办结。");
  await expect(wrong).toHaveCount(0);
  await clerk.undo();
  await expect(prose).toHaveValue("2025年，共收到政府信息公开申请24件，均已按期办结。");
});

test("one button puts right the same fault everywhere, in one step", async ({ clerk }) => {
  await clerk.example();
  const words = ["licences", "penalties", "coercion"].map((name) => `disclosure.${name}.decisions`);
  for (const path of words) await clerk.fillCell(path, "无");
  await expect(clerk.finding("V02")).toHaveCount(3);
  await clerk.page.locator("[data-fix-all=V02]").click();
  await expect(clerk.finding("V02")).toHaveCount(0);
  for (const path of words) await expect(clerk.cell(path)).toHaveValue("0");
  await clerk.undo();
  await expect(clerk.finding("V02")).toHaveCount(3);
});

test("two swapped figures are named first, with the change that puts them right", async ({ clerk }) => {
  await clerk.example();
  const [before] = [await clerk.json()];
  const granted = await clerk.cell(at("natural_person", "granted")).inputValue();
  await clerk.fillCell(at("natural_person", "granted"), [...granted].reverse().join(""));
  const first = clerk.page.locator('[data-finding][data-severity="error"]').first();
  await expect(first).toContainText(granted);
  await first.locator("[data-fix]").first().click();
  await expect(clerk.cell(at("natural_person", "granted"))).toHaveValue(granted);
  expect(await clerk.json()).toBe(before);
});

test("an unfinished report can be handed out, and says so on the page and in its data", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell(at("natural_person", "granted"), "15");
  await expect(clerk.page.locator("[data-ready-to-publish]")).toHaveAttribute("data-ready-to-publish", "false");
  const page = await clerk.exported("导出 HTML");
  await expect(clerk.toast()).toContainText(/还差 \d+ 项/);
  expect(page.text).toMatch(/<p class="unfinished"[^>]*>[^<]*还有 \d+ 处错误/);
  expect(page.text).toMatch(/<html[^>]* data-unfinished="/);
  expect(page.text).toContain('"unfinished": "');
});

test("each finding leads to its rule", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell(at("natural_person", "granted"), "15");
  const finding = clerk.finding("A01").first();
  await finding.getByText("规则说明").click();
  await finding.getByRole("link").click();
  await expect(clerk.page).toHaveURL(/#\/rules\/A01$/);
  await expect(clerk.page.getByRole("heading", { name: /^A01/ })).toBeInViewport();
});
