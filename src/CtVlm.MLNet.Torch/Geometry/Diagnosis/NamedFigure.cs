namespace CtVlm.MLNet.Torch;

/// <summary>A figure with its name, for tables, documents and pages.</summary>
/// <param name="Name">The name of the property it comes from, with what tells entries of a list apart, such as "Accuracy, cosine, k = 5".</param>
/// <param name="Figure">The figure.</param>
public readonly record struct NamedFigure(string Name, GeometryFigure Figure);
