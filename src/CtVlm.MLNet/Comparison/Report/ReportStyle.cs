namespace CtVlm.MLNet;

/// <summary>The style sheet of a report.</summary>
/// <remarks>Dark text on white, system fonts, figures of one width; nothing is said by colour alone.</remarks>
internal static class ReportStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0 auto; padding: 24px 20px 48px; max-width: 1240px; background: #fff; color: #1a1a1a;
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 4px; }
        h2 { font-size: 1.25rem; margin: 40px 0 8px; padding-top: 12px; border-top: 2px solid #1a1a1a; }
        h3 { font-size: 1.05rem; margin: 24px 0 4px; }
        p { margin: 8px 0; max-width: 78ch; }
        .quiet, figcaption, caption { color: #555; font-size: .875rem; }
        .notice { border-left: 4px solid #D55E00; padding: 4px 12px; margin: 16px 0; max-width: 78ch; }
        .statement { border-left: 4px solid #0072B2; padding: 4px 12px; margin: 16px 0; }
        .statement p { margin: 4px 0; }
        nav { font-size: .875rem; margin: 12px 0; }
        nav a { color: #0058a0; margin-right: 14px; display: inline-block; }
        .scroll { overflow-x: auto; margin: 8px 0 16px; }
        table { border-collapse: collapse; font-size: .875rem; overflow-wrap: normal; }
        caption { text-align: left; padding-bottom: 4px; }
        th, td { text-align: left; vertical-align: top; padding: 5px 10px 5px 0; border-bottom: 1px solid #d8d8d8; }
        th { border-bottom: 2px solid #777; vertical-align: bottom; }
        th.n, td.n { text-align: right; white-space: nowrap; }
        th.n { white-space: normal; max-width: 8em; }
        table.wide { font-size: .8125rem; }
        table.wide th, table.wide td { padding-right: 8px; }
        tr.chosen td { background: #e6f1f8; font-weight: 600; }
        tr.level td { color: #555; font-style: italic; }
        tr.out td { color: #555; }
        table.confusion { font-size: 1rem; }
        table.confusion th, table.confusion td { border: 1px solid #fff; padding: 8px 12px; text-align: right; vertical-align: middle; }
        table.confusion th { border: 0; font-weight: 600; font-size: .875rem; }
        table.confusion small { display: block; font-size: .75rem; }
        figure { margin: 12px 0 20px; }
        figure svg { display: block; width: 100%; height: auto; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 24px; align-items: start; }
        .case { border-top: 1px solid #d8d8d8; padding: 8px 0; }
        .slices { display: flex; flex-wrap: wrap; gap: 10px; }
        .slices figure { margin: 0; width: 150px; }
        .slices img { display: block; width: 150px; height: 150px; object-fit: contain; background: #111; }
        @media (max-width: 640px) {
          body { padding: 16px 14px 32px; }
          h1 { font-size: 1.4rem; }
          .slices figure { width: calc(50% - 5px); }
          .slices img { width: 100%; height: auto; aspect-ratio: 1; }
        }
        @page { size: A4; margin: 14mm; }
        @media print {
          html { font-size: 9.5pt; }
          body { max-width: none; padding: 0; font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          nav { display: none; }
          h2, h3 { break-after: avoid; }
          h2 + p, h3 + p, caption, thead { break-after: avoid; }
          p, figure, tr, .case, table:not(.wide) { break-inside: avoid; }
          tr.level { break-before: avoid; }
          .pair { grid-template-columns: 1fr 1fr; }
          figure svg { width: min(100%, 125mm); }
          .scroll { overflow: visible; }
          table { font-size: 7.5pt; }
          table.wide { font-size: 6.5pt; }
          table.wide td { overflow-wrap: break-word; }
          th, td { padding-right: 6px; }
          table.wide th, table.wide td { padding-right: 5px; }
        }
        """;
}
