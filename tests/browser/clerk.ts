// A clerk at the page: what people do with it, in their words. Tests say what they do through these functions and
// look at the page through the addresses that the contracts promise (`data-cell`, `data-prose`, `data-finding`).
import { readFile } from "node:fs/promises";
import { expect, test as base, type Page } from "./page.ts";

/** The applicant columns of table three, in order, without the computed one. */
export const COLUMNS = ["natural_person", "business", "research", "public_interest", "legal_service", "other"] as const;

/** The rows of table three, in order. */
export const ROWS = [
  "received",
  "carried_in",
  "granted",
  "partly_granted",
  "refused.state_secret",
  "refused.prohibited_by_law",
  "refused.security_stability",
  "refused.third_party_rights",
  "refused.internal_affairs",
  "refused.process_information",
  "refused.enforcement_file",
  "refused.administrative_query",
  "unavailable.not_held",
  "unavailable.needs_creation",
  "unavailable.still_unclear",
  "not_processed.petition",
  "not_processed.duplicate",
  "not_processed.publication",
  "not_processed.excessive",
  "not_processed.confirmation",
  "other_outcome.not_corrected",
  "other_outcome.fee_unpaid",
  "other_outcome.other",
  "outcome_total",
  "carried_out",
] as const;

/** The address of a figure in table three. */
export const at = (column: string, row: string) => `applications.${column}.${row}`;

/** A file to be chosen: its name and what is in it. */
export type Given = { name: string; content: string | Buffer };

export class Clerk {
  constructor(
    readonly page: Page,
    /** Shows a route and waits until the page can be used. */
    readonly open: (hash?: string) => Promise<void>,
    private readonly complaints: string[] = [],
  ) {}

  /** The same clerk with the keyboard in another window. */
  in(page: Page, address: string): Clerk {
    return new Clerk(page, async (hash = "#/") => {
      await page.goto(address + hash);
      await page.waitForFunction(() => document.body?.dataset.ready !== undefined);
    });
  }

  // What is on the page

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  dialog(name: string) {
    return this.page.getByRole("dialog", { name });
  }

  cell(path: string) {
    return this.page.locator(`[data-cell="${path}"]`);
  }

  /** The box around a figure, which shows its state. */
  box(path: string) {
    return this.page.locator(`td:has(> [data-cell="${path}"])`);
  }

  prose(path: string) {
    return this.page.locator(`[data-prose="${path}"]`);
  }

  field(name: string) {
    return this.page.locator(`[data-field="${name}"]`);
  }

  finding(code: string, place?: string) {
    return this.page.locator(`[data-finding="${code}"]${place ? `[data-place="${place}"]` : ""}`);
  }

  toast() {
    return this.page.locator(".toast");
  }

  balances() {
    return this.page.locator("[data-balance]");
  }

  drafts() {
    return this.page.locator("[data-draft]");
  }

  /** The identifier of the open draft. */
  id(): string {
    const [, id] = /#\/(?:edit|review)\/(\w+)/.exec(this.page.url()) ?? [];
    if (!id) throw new Error(`no draft is open: ${this.page.url()}`);
    return id;
  }

  // What a clerk does

  /** 新建报告, from the list of drafts. */
  async newReport({ name = "云川县水务局", year = "2025" } = {}) {
    await this.open();
    await this.button("新建报告").click();
    const dialog = this.dialog("新建报告");
    await dialog.getByLabel("单位名称").fill(name);
    await dialog.getByLabel("报告年度").fill(year);
    await dialog.getByRole("button", { name: "开始填写" }).click();
    await this.working();
  }

  /** 看一份示例: a report that is complete and right. */
  async example() {
    await this.open();
    await this.button("看一份示例").click();
    await this.working();
  }

  /** Waits until the editor shows a draft. */
  async working() {
    await expect(this.page.locator("[data-save]")).toBeVisible();
  }

  /** Waits until what is on screen is kept. */
  async saved() {
    await expect(this.page.locator("[data-save]")).toHaveAttribute("data-save", "saved");
  }

  /** Puts text into a cell as typing does, all at once. */
  async fillCell(path: string, text: string) {
    await this.cell(path).focus();
    await this.cell(path).fill(text);
  }

  /** Moves the focus to a cell as a jump does: the cell is marked, typing replaces. */
  async mark(path: string) {
    await this.cell(path).focus();
    await this.onCell(path);
  }

  /** Expects the focus on a cell. */
  async onCell(path: string) {
    await expect(this.cell(path)).toBeFocused();
  }

  async press(...keys: string[]) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string) {
    await this.page.keyboard.type(text);
  }

  /** Pastes text from another program into an element. Whether the page took it for itself. */
  async paste(path: string, text: string): Promise<boolean> {
    await this.cell(path).focus();
    return this.cell(path).evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      return !element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    }, text);
  }

  /** Copies (or cuts) what is selected, and gives what other programs would get. */
  async copy(kind: "copy" | "cut" = "copy"): Promise<string> {
    return this.page.evaluate((kind) => {
      const clipboardData = new DataTransfer();
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new ClipboardEvent(kind, { clipboardData, bubbles: true, cancelable: true }));
      return clipboardData.getData("text/plain");
    }, kind);
  }

  /** Presses an export button and gives the file. */
  async exported(
    button:
      | "导出 JSON"
      | "导出 HTML"
      | "导出 Word"
      | "导出 Excel"
      | "存成文件"
      | "导出送审文件"
      | "导出审核意见"
      | "导出版本记录",
  ): Promise<{ name: string; text: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.button(button).first().click()]);
    const bytes = await readFile(await download.path());
    return { name: download.suggestedFilename(), text: bytes.toString("utf8"), bytes };
  }

  /** The report on screen as 导出 JSON gives it. */
  async json(): Promise<string> {
    // The note that a report is not finished and the fingerprint are about the file, and not kept.
    return (await this.exported("导出 JSON")).text.replace(/^ {2}"(unfinished|fingerprint)": .*\n/gm, "");
  }

  /** 导入文件, or another button that takes a file. */
  async choose(file: Given | string, button = "导入文件") {
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.button(button).click()]);
    if (typeof file === "string") {
      await chooser.setFiles(file);
    } else {
      const mimeType = "application/octet-stream";
      await chooser.setFiles({ name: file.name, mimeType, buffer: Buffer.from(file.content) });
    }
  }

  /** What reviewers and clerks say: 审核意见, in the right column. */
  async openReview() {
    await this.page.getByRole("button", { name: /^审核意见/ }).click();
  }

  /** Gives a name, as one must to say anything. */
  async signAs(name: string) {
    await this.page.getByLabel("您的姓名").fill(name);
    await this.page.getByLabel("您的姓名").press("Tab");
  }

  /** Writes a comment on what has the focus. */
  async comment(text: string, proposal = "") {
    const form = this.page.getByRole("form", { name: "写意见" });
    await form.getByLabel("意见", { exact: true }).fill(text);
    await form.getByLabel(/建议改为/).fill(proposal);
    const before = await this.comments().count();
    await form.getByRole("button", { name: "发表意见" }).click();
    await expect(this.comments()).toHaveCount(before + 1);
  }

  comments() {
    return this.page.locator("[data-comment]");
  }

  /** Chooses words of a prose as one does with the mouse. */
  async select(path: string, words: string) {
    await this.prose(path).evaluate((area: HTMLTextAreaElement, words) => {
      const start = area.value.indexOf(words);
      area.focus();
      area.setSelectionRange(start, start + words.length);
    }, words);
  }

  /** Drops files on the page. */
  async drop(...files: Given[]) {
    const given = files.map(({ name, content }) => ({ name, bytes: [...Buffer.from(content)] }));
    await this.page.evaluate((given) => {
      const dataTransfer = new DataTransfer();
      for (const { name, bytes } of given) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      for (const kind of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
      }
    }, given);
  }

  /** 粘贴导入: opens the dialog, puts text in and sends it. */
  async pasteImport(text: string) {
    await this.button("粘贴导入").click();
    const dialog = this.dialog("粘贴导入");
    await dialog.getByRole("textbox").fill(text);
    await dialog.getByRole("button", { name: "导入", exact: true }).click();
  }

  async undo() {
    await this.button("撤销").click();
  }

  async redo() {
    await this.button("重做").click();
  }

  /** Every figure on screen, by address. */
  async figures(): Promise<Record<string, string>> {
    return this.page.locator("[data-cell]").evaluateAll((cells) =>
      Object.fromEntries(
        cells.map((cell) => [
          cell.getAttribute("data-cell") ?? "",
          cell instanceof HTMLInputElement ? cell.value : (cell.textContent ?? ""),
        ]),
      ),
    );
  }

  /** Takes out of the complaints what the test has provoked on purpose. */
  forgive(complaint: RegExp) {
    const left = this.complaints.filter((made) => !complaint.test(made));
    this.complaints.splice(0, this.complaints.length, ...left);
  }

  // What is kept

  /** The report of a draft as the browser keeps it: the JSON text in the newest whole slot. */
  async kept(id = this.id()): Promise<string> {
    return this.page.evaluate((id) => {
      const slots = ["a", "b"]
        .map((side) => localStorage.getItem(`gongkai/draft/${id}/${side}`))
        .filter((slot) => slot !== null)
        .map((slot) => {
          const end = slot.indexOf("\n");
          return { generation: Number(slot.slice(0, end).split(" ")[1]), payload: slot.slice(end + 1) };
        })
        .sort((a, b) => b.generation - a.generation);
      const [newest] = slots;
      if (!newest) throw new Error(`nothing is kept of ${id}`);
      return JSON.parse(newest.payload).report as string;
    }, id);
  }
}

type Seated = {
  clerk: Clerk;
  /** Opens another window on the same machine, with the same storage. */
  otherWindow: () => Promise<Clerk>;
  /** A colleague at another machine: nothing of ours is in her browser. */
  colleague: Clerk;
};

export const test = base.extend<Seated>({
  clerk: async ({ page, open, complaints }, use) => {
    await use(new Clerk(page, open, complaints));
  },
  otherWindow: async ({ context, address, clerk }, use) => {
    await use(async () => clerk.in(await context.newPage(), address));
  },
  colleague: async ({ browser, address, clerk, complaints }, use) => {
    const context = await browser.newContext();
    context.on("weberror", (error) => complaints.push(`exception at the colleague's: ${error.error().message}`));
    await use(clerk.in(await context.newPage(), address));
    await context.close();
  },
});

/** Leaves a test to the hosted page: what it shows cannot differ for a single file, and it is slow. */
export function onlyHosted() {
  test.skip(({ address }) => !address.startsWith("http"), "shown once, on the hosted page");
}

export { axe, expect } from "./page.ts";
export type { Page } from "./page.ts";
