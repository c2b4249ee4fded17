// Draws messages as Slack would: one JSON object with blocks in each line of standard input, one HTML page on output.
// The argument is the width in pixels. Run where slack-blocks-to-jsx, react and react-dom are installed.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { Message } = require("slack-blocks-to-jsx");
const css = readFileSync(require.resolve("slack-blocks-to-jsx").replace("index.js", "style.css"), "utf8");
const messages = readFileSync(0, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const drawn = messages.map(({ name, blocks }) =>
  `<p class="name">${name}</p>` +
  renderToStaticMarkup(createElement(Message, { blocks, logo: "", name: "filingwatch", time: new Date(0) })));
const page = `body{width:${process.argv[2]}px;margin:8px;font-family:Lato,'Noto Sans CJK SC',sans-serif}.name{color:#999;font:11px monospace}img{display:none}`;
process.stdout.write(`<!doctype html><meta charset="utf-8"><style>${css}${page}</style>${drawn.join("<hr>")}`);
