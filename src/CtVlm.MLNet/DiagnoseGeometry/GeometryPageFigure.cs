namespace CtVlm.MLNet;

/// <summary>One key figure of the page.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number as text, with its unit where it has one.</param>
internal sealed record GeometryPageFigure(string Name, string Value);
