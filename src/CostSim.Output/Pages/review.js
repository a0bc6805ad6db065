'use strict'
// Reads the S-curve off: at the pointer on a plot, or at the control, which arrow keys move.
{
  const walk = document.getElementById('walk')
  const [input, output] = [walk.querySelector('input'), walk.querySelector('output')]
  const readings = walk.dataset.curve.split(';').map((text) => {
    const [cost, chance] = text.split('|')
    return { cost: `$${cost}`, usd: Number(cost.replaceAll(',', '')), chance, share: parseFloat(chance) / 100 }
  })

  const element = (parent, name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    return parent.appendChild(made)
  }

  const plots = [...document.querySelectorAll('svg.plot')].map((svg) => {
    const axis = Object.fromEntries(Object.entries(svg.querySelector('.cost-axis').dataset).map(([key, value]) => [key, Number(value)]))
    const line = element(svg, 'line', { class: 'cross', y1: axis.top, y2: axis.bottom })
    const dot = svg.classList.contains('curve') ? element(svg, 'circle', { class: 'cross', r: 5 }) : null
    return { svg, axis, line, dot }
  })

  const show = (index) => {
    const { cost, usd, chance, share } = readings[index]
    input.value = index
    output.value = `${cost}: P(cost ≤ ${cost}) = ${chance}`
    input.setAttribute('aria-valuetext', `${cost}: ${chance} of runs cost at most this`)
    for (const { axis, line, dot } of plots) {
      const x = axis.left + (usd - axis.min) / (axis.max - axis.min) * (axis.right - axis.left)
      line.setAttribute('x1', x)
      line.setAttribute('x2', x)
      dot?.setAttribute('cx', x)
      dot?.setAttribute('cy', axis.bottom - share * (axis.bottom - axis.top))
    }
  }

  const nearest = (usd) => {
    let best = 0
    readings.forEach((reading, i) => { if (Math.abs(reading.usd - usd) < Math.abs(readings[best].usd - usd)) best = i })
    return best
  }

  for (const { svg, axis } of plots) {
    const point = (event) => {
      const box = svg.getBoundingClientRect()
      const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width
      show(nearest(axis.min + (x - axis.left) / (axis.right - axis.left) * (axis.max - axis.min)))
    }
    svg.addEventListener('pointermove', point)
    svg.addEventListener('pointerdown', (event) => {
      point(event)
      input.focus({ preventScroll: true })
      event.preventDefault()
    })
  }

  input.addEventListener('input', () => show(Number(input.value)))
  walk.hidden = false
  show(Number(input.value))
}
