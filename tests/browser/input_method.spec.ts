// Chinese input methods: what is half typed is nobody's yet, what is chosen is the report's.
import { Clerk, at, expect, onlyHosted, test } from "./clerk.ts";

/** An input method: shows letters underlined where the caret is, then puts in what the clerk chooses. */
async function inputMethod(clerk: Clerk) {
  const browser = await clerk.page.context().newCDPSession(clerk.page);
  return {
    /** The letters typed so far stand underlined in the text. */
    compose: async (letters: string) => {
      await browser.send("Input.imeSetComposition", {
        text: letters,
        selectionStart: letters.length,
        selectionEnd: letters.length,
      });
    },
    /** A candidate is chosen. */
    choose: (text: string) => browser.send("Input.insertText", { text }),
    /** A key that the input method keeps for itself, as Windows reports it. */
    key: async (key: string) => {
      const named = { key, code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
      await browser.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...named });
      await browser.send("Input.dispatchKeyEvent", { type: "keyUp", ...named });
    },
  };
}

test.describe("with an input method", () => {
  onlyHosted();

  test("letters half typed in a cell are not in the report, the words chosen are", async ({ clerk }) => {
    await clerk.newReport();
    const ime = await inputMethod(clerk);
    const cell = "disclosure.licences.decisions";
    const before = await clerk.json();
    await clerk.mark(cell);
    for (const letters of ["w", "wu", "wu'"]) await ime.compose(letters);
    await expect(clerk.cell(cell)).toHaveValue("wu'");
    expect(await clerk.kept()).toBe(before);
    await expect(clerk.finding("V02")).toHaveCount(0);
    await expect(clerk.button("撤销")).toBeDisabled();

    await ime.choose("无");
    await expect(clerk.cell(cell)).toHaveValue("无");
    await expect(clerk.finding("V02", cell)).toContainText("无");
    await clerk.saved();
    expect(JSON.parse(await clerk.kept()).disclosure.licences.decisions).toBe("无");
  });

  test("letters half typed over a figure leave the figure in the report", async ({ clerk }) => {
    await clerk.example();
    const ime = await inputMethod(clerk);
    const cell = at("natural_person", "granted");
    await clerk.mark(cell);
    await ime.compose("l");
    await ime.compose("li");
    await expect(clerk.cell(at("total", "granted"))).toHaveText("15");
    expect(JSON.parse(await clerk.kept()).applications.natural_person.granted).toBe(12);
    // Digits chosen from an input method in full width are figures.
    await ime.choose("１２");
    await clerk.press("Enter");
    await expect(clerk.cell(cell)).toHaveValue("12");
    await expect(clerk.page.locator("[data-finding^=A], [data-finding^=V]")).toHaveCount(0);
  });

  test("keys that belong to the input method neither move the focus nor undo", async ({ clerk }) => {
    await clerk.example();
    const ime = await inputMethod(clerk);
    const cell = at("business", "granted");
    await clerk.mark(cell);
    await ime.compose("yi");
    for (const key of ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Enter", "Home", "End", "Escape", "Delete"]) {
      await ime.key(key);
      await clerk.onCell(cell);
    }
    await expect(clerk.cell(cell)).toHaveValue("yi");
    await ime.choose("一");
    await expect(clerk.cell(cell)).toHaveValue("一");
    await clerk.press("Enter");
    await clerk.onCell(at("business", "partly_granted"));
  });

  test("a composition given up leaves the cell as it was", async ({ clerk }) => {
    await clerk.example();
    const ime = await inputMethod(clerk);
    const cell = at("business", "granted");
    await clerk.mark(cell);
    await clerk.press("F2");
    await ime.compose("yi");
    await ime.compose("");
    await expect(clerk.cell(cell)).toHaveValue("3");
    await clerk.press("Enter");
    expect(JSON.parse(await clerk.json()).applications.business.granted).toBe(3);
  });

  test("prose takes the words chosen, never the letters half typed", async ({ clerk }) => {
    await clerk.newReport();
    const ime = await inputMethod(clerk);
    const prose = "narrative.overview.proactive";
    await clerk.prose(prose).focus();
    await ime.compose("wo");
    await ime.compose("wo'ju");
    await expect(clerk.prose(prose)).toHaveValue("wo'ju");
    await expect(clerk.button("撤销")).toBeDisabled();
    expect(JSON.parse(await clerk.kept()).narrative.overview.proactive).toBe("");
    await ime.choose("我局");
    await expect(clerk.button("撤销")).toBeEnabled();
    await ime.compose("gong'kai");
    await clerk.saved();
    expect(JSON.parse(await clerk.kept()).narrative.overview.proactive).toBe("我局");
    await ime.choose("公开");
    await expect(clerk.prose(prose)).toHaveValue("我局公开");
    await expect
      .poll(async () => JSON.parse(await clerk.kept()).narrative.overview.proactive)
      .toBe("我局公开");
  });

  test("the arrow keys of the input method stay in the prose", async ({ clerk }) => {
    await clerk.newReport();
    const ime = await inputMethod(clerk);
    const prose = "narrative.other";
    await clerk.prose(prose).focus();
    await ime.compose("mei'you");
    for (const key of ["ArrowDown", "ArrowUp", "Enter", "Escape"]) await ime.key(key);
    await expect(clerk.prose(prose)).toBeFocused();
    await ime.choose("没有");
    await expect(clerk.prose(prose)).toHaveValue("没有");
  });

  test("the name of the agency takes the words chosen, never the letters half typed", async ({ clerk }) => {
    await clerk.newReport({ name: "" });
    const ime = await inputMethod(clerk);
    await clerk.field("agency.name").focus();
    await ime.compose("yun");
    await ime.compose("yun'chuan");
    await expect(clerk.field("agency.name")).toHaveValue("yun'chuan");
    await expect(clerk.page.locator(".which")).toHaveText("未填单位名称 · 2025 年");
    await ime.choose("云川");
    await expect(clerk.page.locator(".which")).toHaveText("云川 · 2025 年");
    await clerk.saved();
    expect(JSON.parse(await clerk.kept()).agency.name).toBe("云川");
  });
});
