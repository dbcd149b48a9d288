namespace CreditDecision.Modeling.Validation.Pages;

/// <summary>How the page looks, on screen and on paper.</summary>
internal static class PageStyle
{
    // No character that XML would escape: HTML takes the content of a style element as it stands.
    internal const string Css = """

        body { font: 14px/1.45 system-ui, sans-serif; color: #1c2733; max-width: 1000px; margin: 24px auto; padding: 0 16px; }
        h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 30px; border-bottom: 1px solid #d5dce3; }
        table { border-collapse: collapse; margin: 8px 0; } caption { text-align: left; font-weight: 600; padding: 6px 0; }
        td, th { padding: 3px 10px; border-bottom: 1px solid #e4e9ee; text-align: left; vertical-align: top; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.hash { font-family: ui-monospace, monospace; font-size: 12px; word-break: break-all; }
        .verdict { font-size: 16px; font-weight: 600; padding: 8px 12px; border-left: 6px solid; }
        .verdict.passed { border-color: #1a7f4b; background: #eaf6ef; } .verdict.failed { border-color: #b3261e; background: #fcecea; }
        tr.failed td { background: #fcecea; } tr.thin td { color: #7a8794; }
        .charts { display: flex; flex-wrap: wrap; gap: 16px; } svg { width: 460px; max-width: 100%; border: 1px solid #e4e9ee; }
        svg text { font: 10.5px system-ui, sans-serif; fill: #1c2733; } svg text.name { font-size: 13px; font-weight: 600; } svg text.tick { fill: #5b6976; }
        .grid { stroke: #e8edf1; } .line { fill: none; stroke-width: 1.6; } .line.even { stroke: #8a97a3; stroke-dasharray: 4 3; }
        .line.main { stroke: #1b5fa8; } .line.other { stroke: #c98a1b; } .line.good { stroke: #1a7f4b; } .line.bad { stroke: #b3261e; }
        .dot.main, .bar.main, .key.main { fill: #1b5fa8; } .bar.other, .key.other { fill: #c98a1b; } .bar { fill-opacity: 0.5; }
        .bar.good, .key.good { fill: #1a7f4b; } .bar.bad, .key.bad { fill: #b3261e; } .key.even { fill: #8a97a3; }
        @media print { h2 { break-after: avoid; } svg, tr { break-inside: avoid; } }

        """;
}
