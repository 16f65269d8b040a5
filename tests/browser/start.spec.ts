// The page starts, from a server and from a file alike.
import { axe, expect, test } from "./page.ts";

test("the page starts and says what it is", async ({ open, page }) => {
  await open();
  await expect(page).toHaveTitle("公开 · 政府信息公开工作年度报告");
  await expect(page.locator("#opening")).toHaveCount(0);
});

test("the page that has started keeps nobody out", async ({ open, page }) => {
  await open();
  expect(await axe(page)).toEqual([]);
});

test("the page lets nothing out", async ({ open, page, complaints }) => {
  await open();
  const went = await page.evaluate(async () => {
    const asked = await fetch("https://example.invalid/").then(() => true, () => false);
    const image = await new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      element.src = "https://example.invalid/x.png";
    });
    return { asked, image };
  });
  expect(went).toEqual({ asked: false, image: false });
  // Not for want of a network: the page's own policy refused both.
  const refused = complaints.filter((complaint) => complaint.includes("violates the following Content Security Policy"));
  expect(refused).toHaveLength(2);
  complaints.length = 0;
});

test("a preview in a frame keeps its style", async ({ open, page }) => {
  await open();
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.title = "预览";
    frame.srcdoc = "<!doctype html><style>p { color: rgb(1, 2, 3) }</style><p>预览</p>";
    document.body.append(frame);
  });
  await expect(page.frameLocator("iframe").locator("p")).toHaveCSS("color", "rgb(1, 2, 3)");
});

test("a browser that is too old is told so in plain words", async ({ page, address, complaints }) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, { WebAssembly: undefined, DecompressionStream: undefined });
  });
  await page.goto(address);
  await expect(page.getByText("无法打开：这个浏览器版本太旧")).toBeVisible();
  complaints.length = 0;
});

test("a program that cannot start is reported as such", async ({ page, address, complaints }) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new Error("no memory"));
    Object.assign(WebAssembly, { instantiate: refuse, instantiateStreaming: refuse });
  });
  await page.goto(address);
  await expect(page.getByText("无法打开：启动时出错")).toBeVisible();
  await expect(page.getByText("no memory")).toBeVisible();
  complaints.length = 0;
});

test("a program that comes upon a fault of its own says that it has stopped", async ({ open, page, complaints }) => {
  await open();
  await expect(page.locator(".stopped")).toHaveCount(0);
  // An error of another kind is no end of the program.
  await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { error: new TypeError("something else") })));
  await expect(page.locator(".stopped")).toHaveCount(0);
  // A real trap: a program of one function, which does nothing but end at once, as ours does on a fault.
  await page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
    queueMicrotask(f as () => void);
  });
  await expect(page.getByRole("alert")).toContainText("程序出了意外，已经停下。请刷新页面");
  complaints.length = 0;
});
