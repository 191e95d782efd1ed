namespace CtVlm.MLNet.Torch;

/// <summary>Figures of one topic, in the order in which they are shown.</summary>
/// <param name="Title">What they are about, such as "Rank".</param>
/// <param name="Figures">The figures.</param>
public sealed record FigureGroup(string Title, IReadOnlyList<NamedFigure> Figures);
