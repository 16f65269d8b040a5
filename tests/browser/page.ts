// What every browser test starts from: `open` shows the page, and a test fails at its end if the page
// complained on the console, threw, or asked for anything but its own files.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page, type Request } from "@playwright/test";

/** Where the page under test is; set by each project. */
export type Place = { address: string };

type Opened = {
  /** Shows a route, as in `open("#/rules")`, and waits until it can be used. */
  open: (hash?: string) => Promise<void>;
  /** What went wrong so far. A test that provokes something on purpose takes it out of here. */
  complaints: string[];
};

export const test = base.extend<Opened & Place>({
  address: ["", { option: true }],

  complaints: [
    async ({ context, address }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        // The recorder of traces knocks at every frame; the preview, which runs no script at all, turns it away.
        if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return;
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`console ${message.type()}: ${message.text()}`);
        }
      });
      context.on("weberror", (error) => complaints.push(`exception: ${error.error().message}`));
      context.on("request", (request) => {
        if (!isOwn(request, address)) complaints.push(`request: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints, "the page complained or asked for something that is not its own").toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ page, address }, use) => {
    await use(async (hash = "#/") => {
      await page.goto(address + hash);
      await page.waitForFunction(() => document.body?.dataset.ready !== undefined);
    });
  },
});

/** A hosted page may ask its own server, a single file nobody at all. */
function isOwn(request: Request, address: string): boolean {
  const asked = new URL(request.url());
  const page = new URL(address);
  if (asked.protocol === "data:" || asked.protocol === "blob:") return true;
  if (page.protocol === "file:") return asked.protocol === "file:" && asked.pathname === page.pathname;
  return asked.origin === page.origin;
}

/**
 * What keeps people with disabilities from using the page as it is now; no rule is left out. The preview's frame
 * runs no script, not even this one: what it shows is looked at as the page that is handed out.
 */
export async function axe(page: Page) {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
}

export { expect } from "@playwright/test";
export type { Page } from "@playwright/test";
