// Nobody is kept out: every screen by axe, the keyboard alone, large text.
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { Clerk, at, axe, expect, onlyHosted, test } from "./clerk.ts";

onlyHosted();

/** Every screen, and how one gets there. */
const SCREENS: Record<string, (clerk: Clerk) => Promise<void>> = {
  "no drafts": (clerk) => clerk.open(),
  "drafts, one deleted": async (clerk) => {
    await clerk.example();
    await clerk.open();
    await clerk.button("复制 云川县水务局 2025 年").click();
    await clerk.button("删除 云川县水务局 2025 年").click();
    await clerk.page.getByText(/^最近删除/).click();
    await expect(clerk.button("彻底删除 云川县水务局 2025 年")).toBeVisible();
  },
  "new report": async (clerk) => {
    await clerk.open();
    await clerk.button("新建报告").click();
    await expect(clerk.dialog("新建报告")).toBeVisible();
  },
  paste: async (clerk) => {
    await clerk.open();
    await clerk.pasteImport("别的");
    await expect(clerk.dialog("粘贴导入").getByRole("alert")).not.toBeEmpty();
  },
  "blank report": (clerk) => clerk.newReport(),
  "report with errors, a reason being given, not saved": async (clerk) => {
    await clerk.example();
    await clerk.fillCell(at("natural_person", "granted"), "11");
    await clerk.fillCell("disclosure.licences.decisions", "无");
    await clerk.fillCell("disclosure.penalties.decisions", "");
    await expect(clerk.finding("A01")).toHaveCount(2);
    const blanks = clerk.finding("V01", "disclosure");
    const show = clerk.page.locator(".show-findings");
    if (await show.isVisible()) await show.click();
    await blanks.getByRole("button", { name: "说明原因" }).click();
    await blanks.getByText("规则说明").click();
    if (await show.isVisible()) await show.click();
    await clerk.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await clerk.mark(at("natural_person", "received"));
    await clerk.press("Shift+ArrowDown", "Shift+ArrowRight", "Delete");
    await expect(clerk.button("再试一次")).toBeVisible();
  },
  preview: async (clerk) => {
    await clerk.example();
    await clerk.button("预览").click();
    await expect(clerk.page.frameLocator(".preview").locator("body")).not.toBeEmpty();
  },
  "where to import": async (clerk) => {
    await clerk.example();
    await clerk.choose({ name: "报告.json", content: await clerk.json() });
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  },
  rules: (clerk) => clerk.open("#/rules"),
  "not found": (clerk) => clerk.open("#/nowhere/at/all"),
};

test.describe("axe finds nothing on the screen", () => {
  for (const [screen, show] of Object.entries(SCREENS)) {
    test(`${screen}: light, dark and narrow`, async ({ clerk }) => {
      test.slow();
      const { page } = clerk;
      await show(clerk);
      expect(await axe(page), "light and wide").toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 420, height: 900 });
      expect(await axe(page), "dark and narrow").toEqual([]);
    });
  }

  test("the page that is handed out: light, dark and narrow", async ({ clerk }, info) => {
    test.slow();
    const { page } = clerk;
    await clerk.example();
    const path = info.outputPath("报告.html");
    await writeFile(path, (await clerk.exported("导出 HTML")).text);
    await page.goto(pathToFileURL(path).href);
    expect(await axe(page), "light and wide").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 420, height: 900 });
    expect(await axe(page), "dark and narrow").toEqual([]);
    clerk.forgive(/^request: file:.*报告\.html$|^request: file:.*%E6/);
  });
});

/** Presses Tab until something has the focus that fits; the number of keys it took. */
async function tabTo(clerk: Clerk, selector: string, most = 60): Promise<number> {
  for (let keys = 1; keys <= most; keys++) {
    await clerk.press("Tab");
    if (await clerk.page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) {
      return keys;
    }
  }
  throw new Error(`${selector} is not reached with ${most} Tabs`);
}

/** Whether the element with the focus looks otherwise than without. */
async function focusIsVisible(clerk: Clerk): Promise<boolean> {
  return clerk.page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const look = () =>
      [element, element.parentElement].map((shown) => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(shown!);
        const outline = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth}`;
        return [outline, boxShadow, borderColor, backgroundColor].join();
      });
    const focused = look().join();
    element.blur();
    const blurred = look().join();
    element.focus({ focusVisible: true } as FocusOptions);
    return focused !== blurred;
  });
}

test("from the list of drafts to a filled cell and to the fix of a finding, without a mouse", async ({ clerk }) => {
  await clerk.open();
  await tabTo(clerk, "main button.main");
  await clerk.press("Enter");
  await expect(clerk.dialog("新建报告").getByLabel("单位名称")).toBeFocused();
  await clerk.type("云川县水务局");
  await clerk.press("Enter");
  await clerk.working();

  // Two leaps: the outline leads to the section, the next Tab into its table.
  await tabTo(clerk, ".outline button");
  for (let key = 0; key < 30; key++) {
    const name = await clerk.page.evaluate(() => document.activeElement?.textContent ?? "");
    if (name.includes("二、")) break;
    await clerk.press("Tab");
  }
  await clerk.press("Enter");
  await expect(clerk.page.locator("[data-section=disclosure]")).toBeFocused();
  await tabTo(clerk, "[data-cell]", 2);
  await clerk.onCell("disclosure.regulations.issued");
  await clerk.type("0");
  await clerk.press("Enter");
  await clerk.onCell("disclosure.normative_documents.issued");

  // From the cell to the findings there must be a shorter way than through every figure of the report.
  await clerk.press("F6");
  const keys = await tabTo(clerk, "[data-finding=V01][data-place=disclosure] [data-fix]", 400);
  expect(await focusIsVisible(clerk)).toBe(true);
  await clerk.press("Enter");
  await expect(clerk.finding("V01", "disclosure")).toHaveCount(0);
  await expect(clerk.cell("disclosure.fees.amount")).toHaveValue("0");
  // The button that had the focus is gone; the focus is not.
  await expect(clerk.page.locator("body")).not.toBeFocused();
  expect(keys, "Tabs from a cell to a fix").toBeLessThan(60);
});

test("what has the focus shows it", async ({ clerk }) => {
  await clerk.example();
  for (const selector of [
    ".bar .brand",
    ".bar button.line",
    ".bar button.main",
    ".outline button",
    "[data-field='agency.name']",
    "[data-field='agency.kind']",
    "[data-prose]",
    "[data-cell]",
    ".chip",
  ]) {
    await tabTo(clerk, selector, 300);
    expect(await focusIsVisible(clerk), selector).toBe(true);
  }
});

test("a dialog takes the focus, keeps it, and gives it back", async ({ clerk }) => {
  await clerk.example();
  for (const [opener, title] of [
    ["粘贴导入", "粘贴导入"],
    ["预览", "预览：公布时的样子"],
  ] as const) {
    await clerk.button(opener).focus();
    await clerk.press("Enter");
    const dialog = clerk.dialog(title);
    await expect(dialog).toBeVisible();
    expect(await dialog.evaluate((dialog) => dialog.contains(document.activeElement)), title).toBe(true);
    await clerk.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(clerk.button(opener)).toBeFocused();
  }
  await clerk.open();
  await clerk.button("新建报告").focus();
  await clerk.press("Enter");
  await clerk.dialog("新建报告").getByRole("button", { name: "关闭" }).press("Enter");
  await expect(clerk.button("新建报告")).toBeFocused();
});

test("the focus stays in the list when a draft is renamed, duplicated or deleted", async ({ clerk }) => {
  await clerk.example();
  await clerk.open();
  const nowhere = clerk.page.locator("body");
  await clerk.button("改名 云川县水务局 2025 年").focus();
  await clerk.press("Enter");
  await clerk.type("甲");
  await clerk.press("Enter");
  await expect(clerk.dialog("给草稿改名")).toBeHidden();
  await expect(nowhere).not.toBeFocused();
  await clerk.drafts().getByRole("button", { name: "复制" }).first().focus();
  await clerk.press("Enter");
  await expect(clerk.drafts()).toHaveCount(2);
  await expect(nowhere).not.toBeFocused();
  await clerk.drafts().getByRole("button", { name: "删除" }).first().focus();
  await clerk.press("Enter");
  await expect(clerk.drafts()).toHaveCount(1);
  await expect(nowhere).not.toBeFocused();
});

test("a jump from a finding puts the focus at the place", async ({ clerk }) => {
  await clerk.example();
  await clerk.fillCell(at("natural_person", "granted"), "11");
  await clerk.finding("A01", at("natural_person", "outcome_total")).getByRole("button", { name: "转到" }).press("Enter");
  // A computed cell takes no typing, but whoever goes on from there by Tab or arrow goes on from there.
  expect(
    await clerk.page.evaluate(() => Boolean(document.activeElement?.closest("[data-section=applications]"))),
  ).toBe(true);
});

test("messages are read out, and totals that follow from what is typed are not", async ({ clerk }) => {
  await clerk.example();
  await clerk.exported("导出 JSON");
  await expect(clerk.page.getByRole("status").filter({ hasText: "已导出" })).toHaveCount(1);
  // An <output> is a live region unless it says otherwise: each key would have three totals read out.
  await expect(clerk.cell(at("total", "received"))).toHaveAttribute("aria-live", "off");
});

/** Controls that can be seen but reach over the edge of the window, and how wide the page is. */
async function lostControls(clerk: Clerk) {
  return clerk.page.evaluate(() => {
    const lost = [...document.querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, summary")]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((element) => {
        // Within a frame that scrolls sideways nothing is lost.
        for (let above = element.parentElement; above; above = above.parentElement) {
          const { overflowX } = getComputedStyle(above);
          if ((overflowX === "auto" || overflowX === "scroll") && above.scrollWidth > above.clientWidth) return false;
        }
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
      })
      .map((element) => element.outerHTML.slice(0, 120));
    return { lost, over: Math.max(0, document.documentElement.scrollWidth - innerWidth) };
  });
}

test.describe("nothing is lost sideways", () => {
  test("with text at 200 % on 1280 pixels, on 420 and on 320 pixels", async ({ clerk }) => {
    test.slow();
    const { page } = clerk;
    for (const [screen, show] of Object.entries(SCREENS)) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await show(clerk);
      for (const [width, size] of [[1280, "200%"], [420, ""], [320, ""]] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), size);
        expect.soft(await lostControls(clerk), `${screen} at ${width} ${size}`).toEqual({ lost: [], over: 0 });
      }
      // The next screen begins with an empty browser.
      await page.goto("about:blank");
      await clerk.open("#/rules");
      await page.evaluate(() => localStorage.clear());
      await page.goto("about:blank");
    }
  });

  test("with text at 200 % the report keeps a usable width", async ({ clerk }) => {
    await clerk.page.setViewportSize({ width: 1280, height: 900 });
    await clerk.example();
    await clerk.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const { width } = (await clerk.page.locator("main.desk").boundingBox()) ?? { width: 0 };
    expect(width).toBeGreaterThan(560);
  });
});

test("the window's title says which page and which report it is", async ({ clerk }) => {
  await clerk.example();
  await expect(clerk.page).toHaveTitle(/云川县水务局/);
  await clerk.open("#/rules");
  await expect(clerk.page).toHaveTitle(/核对规则/);
});
