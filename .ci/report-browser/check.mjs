// Opens report.html in Chromium as its readers do, on a desk, on a tablet and on a phone, light and dark, and uses it.
//
//   node check.mjs REPORT              a report as it was written
//   node check.mjs --plant REPORT      also plants faults into copies of it, each of which must be found
//
// One line for each page and fault; exit status 1 where anything is wrong, 2 on wrong usage. CHROMIUM names the browser.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const widths = [375, 768, 1280]
const schemes = ['light', 'dark']
const contrastMin = 4.5

// Everything that is measured within the page; a fault is a sentence.
function look(contrastMin) {
  const faults = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth}`)
  if (root.lang !== 'en') faults.push('no language')
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1')
  for (const landmark of ['header', 'nav', 'main', 'footer']) if (document.querySelectorAll(`body > ${landmark}`).length !== 1) faults.push(`not one ${landmark}`)
  for (const section of document.querySelectorAll('section'))
    if (!document.getElementById(section.getAttribute('aria-labelledby'))?.textContent) faults.push(`section ${section.id} has no name`)
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.textContent) faults.push('a table without caption')
    for (const head of table.querySelectorAll('th')) if (!head.scope) faults.push(`a heading without scope: ${head.textContent}`)
  }
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.skip, thead')
  for (const plot of document.querySelectorAll('svg[role=img]'))
    for (const words of ['title', 'desc']) if (!plot.querySelector(`:scope > ${words}`)?.textContent) faults.push(`a plot without ${words}`)
  for (const kind of ['svg.plot.curve', 'svg.plot:not(.curve)'])
    if ([...document.querySelectorAll(kind)].filter(isShown).length !== 1) faults.push(`not one ${kind} is shown`)

  // Boxes of the texts themselves; those within one line of text follow each other and share an edge.
  const boxes = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walker.nextNode());) {
    const owner = node.parentElement
    if (!node.data.trim() || owner.closest('script, title, desc, option') || !isShown(owner)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      // Letters are lower than their line.
      const inset = box.height * 0.2
      if (box.width > 1) boxes.push({ text: node.data.trim().slice(0, 60), left: box.left, right: box.right, top: box.top + inset, bottom: box.bottom - inset })
    }
  }
  boxes.sort((a, b) => a.top - b.top)
  boxes.forEach((a, i) => {
    if (a.left < -0.5 || a.right > root.clientWidth + 0.5) faults.push(`leaves the page: ${a.text}`)
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom; j++) {
      const b = boxes[j]
      if (a.left + 1 < b.right && b.left + 1 < a.right && b.top < a.bottom) faults.push(`overlap: '${a.text}' and '${b.text}'`)
    }
  })

  for (const plot of [...document.querySelectorAll('svg.plot')].filter(isShown)) {
    const frame = plot.getBoundingClientRect()
    for (const text of plot.querySelectorAll('text')) {
      const box = text.getBoundingClientRect()
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) faults.push(`cut off in a plot: ${text.textContent}`)
    }
  }

  // Contrast after WCAG 2: relative luminance of the text over the nearest background that is not transparent.
  const channels = (color) => color.match(/[\d.]+/g).map(Number)
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const backdrop = (node) => {
    for (; node; node = node.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(node).backgroundColor)
      if (a > 0) return [r, g, b]
    }
    return [255, 255, 255]
  }
  const seen = new Set()
  for (const node of document.querySelectorAll('body *')) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) || node.closest('script, title, desc') || !isShown(node)) continue
    const style = getComputedStyle(node)
    const [fore, back] = [channels(node instanceof SVGElement ? style.fill : style.color).slice(0, 3), backdrop(node)]
    const [low, high] = [luminance(fore), luminance(back)].sort((a, b) => a - b)
    const contrast = (high + 0.05) / (low + 0.05)
    const pair = `${fore} on ${back}`
    if (contrast < contrastMin && !seen.has(pair)) faults.push(`contrast ${contrast.toFixed(2)}: ${pair}: ${node.textContent.trim().slice(0, 40)}`)
    seen.add(pair)
  }
  return faults
}

const reading = /^\$([\d,.]+): P\(cost ≤ \$([\d,.]+)\) = ([\d.]+) %$/

// Moves along the S-curve by key and by pointer; what is read must move the same way.
async function use(page) {
  const faults = []
  const read = async () => {
    const text = await page.locator('#walk output').textContent()
    const parts = text.match(reading)
    if (!parts || parts[1] !== parts[2]) faults.push(`unreadable: ${text}`)
    return { text, usd: Number(parts?.[1].replaceAll(',', '')), share: Number(parts?.[3]) }
  }
  const before = await read()
  if (Math.abs(before.share - 50) > 5) faults.push(`begins at ${before.text}, not at the median`)
  await page.locator('#walk-cost').focus()
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  await page.keyboard.press('ArrowRight')
  const right = await read()
  if (!(right.usd > before.usd && right.share >= before.share)) faults.push(`the right arrow goes from ${before.text} to ${right.text}`)
  if ((await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)) === 'none') faults.push(`no visible focus (${outline})`)
  if ((await page.locator('#walk-cost').getAttribute('aria-valuetext')) === null) faults.push('the control does not say its value')
  await page.keyboard.press('Home')
  const first = await read()
  await page.keyboard.press('End')
  const last = await read()
  if (!(first.usd < before.usd && last.usd > right.usd && last.share === 100)) faults.push(`Home and End lead to ${first.text} and ${last.text}`)
  for (const kind of ['svg.plot.curve', 'svg.plot:not(.curve)']) {
    const plot = page.locator(`${kind}:visible`)
    await plot.scrollIntoViewIfNeeded()
    const box = await plot.boundingBox()
    let previous = 0
    for (const part of [0.25, 0.5, 0.75]) {
      await page.mouse.move(box.x + box.width * part, box.y + box.height / 2)
      const here = await read()
      if (!(here.usd > previous)) faults.push(`${kind}: at ${part} of its width ${here.text}`)
      previous = here.usd
      const cross = await plot.locator('line.cross').boundingBox()
      if (!cross || Math.abs(cross.x - box.x - box.width * part) > box.width / 4) faults.push(`${kind}: the line does not follow the pointer`)
    }
  }
  return faults
}

async function check(browser, file) {
  const all = []
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const faults = []
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
      page.setDefaultTimeout(10_000)
      const requests = []
      page.on('console', (message) => faults.push(`console: ${message.text()}`))
      page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
      page.on('request', (request) => requests.push(request.url()))
      await page.goto(pathToFileURL(file).href)
      const policy = await page.evaluate(() => document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '')
      if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) faults.push(`content security policy: ${policy || 'none'}`)
      if ((await page.locator('[style], [onclick], link, img, iframe, object').count()) > 0) faults.push('inline styles, handlers or things to be loaded')
      faults.push(...(await page.evaluate(look, contrastMin)))
      faults.push(...(await use(page).catch((error) => [`cannot be used: ${error.message.split('\n')[0]}`])))
      if (requests.length !== 1) faults.push(`asks for more than itself: ${requests.slice(1)}`)
      all.push(...faults.map((fault) => `${width} px, ${colorScheme}: ${fault}`))
      await page.close()
    }
  }
  return all
}

const planted = {
  'a request to elsewhere': (html) => html.replace('</main>', '<img src="http://127.0.0.1:9/x.png" alt=""></main>'),
  'no policy': (html) => html.replace('Content-Security-Policy', 'Nothing'),
  'a changed script': (html) => html.replace("'use strict'", "'use strict';"),
  'a changed style': (html) => html.replace('color-scheme: light dark;', 'color-scheme: dark light;'),
  'a word too long for a phone': (html) => html.replace('</main>', `<p><svg width="500" height="20"><text y="15">${'wide '.repeat(30)}</text></svg></p></main>`),
  'a label on a label': (html) => html.replaceAll(/(<text [^>]*>)(P50 [^<]*)<\/text>/g, '$1$2</text>$1$2</text>'),
  'a table without caption': (html) => html.replace(/<caption>[^<]*<\/caption>/, ''),
}

async function plant(browser, file) {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  let missed = 0
  try {
    for (const [name, change] of Object.entries(planted)) {
      const [html, copy] = [readFileSync(file, 'utf8'), join(folder, 'report.html')]
      const changed = change(html)
      writeFileSync(copy, changed)
      const found = changed !== html && (await check(browser, copy)).length > 0
      console.log(`planted: ${name}: ${found ? 'found' : 'MISSED'}`)
      if (!found) missed++
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return missed === 0
}

const arguments_ = process.argv.slice(2)
const planting = arguments_[0] === '--plant'
const [file, ...more] = planting ? arguments_.slice(1) : arguments_
if (!file || file.startsWith('-') || more.length > 0) {
  console.error('usage: node check.mjs [--plant] REPORT')
  process.exit(2)
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const faults = await check(browser, resolve(file))
for (const fault of faults) console.log(fault)
let good = faults.length === 0
console.log(`${file}: ${widths.length * schemes.length} pages, ${faults.length} faults`)
if (planting && good) good = await plant(browser, resolve(file))
await browser.close()
process.exit(good ? 0 : 1)
