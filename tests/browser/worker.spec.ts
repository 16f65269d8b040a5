// The worker that imports: fetched on first need, may be slow, cancelled, refused or die, and the draft stays.
import { Clerk, expect, onlyHosted, test, type Page } from "./clerk.ts";

// Neither the example nor an export: these come out of the worker, too.
const report = async (clerk: Clerk) => {
  await clerk.newReport();
  return { name: "年报.json", content: await clerk.kept() };
};

/** Keeps the worker's program back until it is let go. */
async function heldBack(page: Page): Promise<() => void> {
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/worker_bg\.wasm/, async (route) => {
    await gone;
    await route.continue().catch(() => {});
  });
  return letGo;
}

test("there is no worker before the first import, and one after the second", async ({ clerk, page }) => {
  const file = await report(clerk);
  expect(page.workers()).toHaveLength(0);
  for (let time = 0; time < 2; time++) {
    await clerk.choose(file);
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
    await clerk.press("Escape");
  }
  expect(page.workers()).toHaveLength(1);
});

test("the worker lets nothing out", async ({ clerk, page, complaints }) => {
  await clerk.choose(await report(clerk));
  await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  const [worker] = page.workers();
  // Not for want of a network: the policy of the page, which the worker has inherited, refused it.
  const refused = await worker?.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      self.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
    });
    await fetch("https://example.invalid/").catch(() => {});
    return violation;
  });
  expect(refused).toBe("connect-src");
  complaints.length = 0;
});

test("a worker that dies is told of, and the next import has a new one", async ({ clerk, page, complaints }) => {
  const file = await report(clerk);
  const before = await clerk.json();
  await clerk.choose(file);
  await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  await clerk.press("Escape");
  await page.workers()[0]?.evaluate(() => {
    self.onmessage = () => {
      throw new Error("unreachable");
    };
  });

  await clerk.choose(file);
  await expect(page.locator(".toast.failure")).toContainText("年报.json");
  await expect(clerk.toast()).toContainText("出了意外");
  complaints.length = 0;
  expect(await clerk.json()).toBe(before);
  await clerk.choose(file);
  await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(1);
});

test("a worker that cannot be started is told of", async ({ clerk, page, complaints }) => {
  await page.addInitScript(() => {
    window.Worker = class {
      constructor() {
        throw new Error("refused");
      }
    } as unknown as typeof Worker;
  });
  const file = await report(clerk);
  await clerk.choose(file);
  await expect(page.locator(".toast.failure")).toContainText("没有启动");
  await clerk.button("知道了").click();
  await clerk.pasteImport(file.content);
  await expect(clerk.dialog("粘贴导入").getByRole("alert")).toContainText("没有启动");
  complaints.length = 0;
});

test.describe("while the worker is still coming", () => {
  onlyHosted();

  test("a file says so and can be cancelled, and chosen again", async ({ clerk, page }) => {
    const file = await report(clerk);
    const letGo = await heldBack(page);
    await clerk.choose(file);
    await expect(clerk.toast()).toContainText("正在导入“年报.json”…");
    await clerk.button("取消").click();
    await expect(clerk.toast()).toHaveCount(0);
    letGo();
    await clerk.choose(file);
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
    await expect(clerk.toast()).toHaveCount(0);
    await expect.poll(() => page.workers().length).toBe(1);
  });

  test("pasted text says so and can be cancelled, and what was pasted is still there", async ({ clerk, page }) => {
    const { content } = await report(clerk);
    const letGo = await heldBack(page);
    await clerk.pasteImport(content);
    const dialog = clerk.dialog("粘贴导入");
    await expect(dialog.getByRole("status")).toHaveText("正在导入…");
    await dialog.getByRole("button", { name: "取消" }).click();
    await expect(dialog.getByRole("textbox")).toHaveValue(content);
    letGo();
    await dialog.getByRole("button", { name: "导入", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  });

  test("closing 粘贴导入 ends the import", async ({ clerk, page }) => {
    const { content } = await report(clerk);
    const letGo = await heldBack(page);
    await clerk.pasteImport(content);
    await expect(clerk.dialog("粘贴导入").getByRole("status")).toBeVisible();
    await clerk.press("Escape");
    letGo();
    await clerk.pasteImport(content);
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
    await clerk.press("Escape");
    await expect(clerk.dialog("核对导入的内容")).toBeHidden();
  });

  test("a network that is gone is told of, and asked again the next time", async ({ clerk, page, complaints }) => {
    const file = await report(clerk);
    await page.route(/worker\.js/, (route) => route.abort());
    await clerk.choose(file);
    await expect(page.locator(".toast.failure")).toContainText("没有启动");
    await page.unroute(/worker\.js/);
    complaints.length = 0;
    await clerk.choose(file);
    await expect(clerk.dialog("核对导入的内容")).toBeVisible();
  });
});
