namespace CtVlm.MLNet;

/// <summary>One named series of a panel.</summary>
/// <param name="Name">What the legend calls it; empty: no legend.</param>
/// <param name="X">Places on the horizontal axis.</param>
/// <param name="Y">Places on the vertical axis, as many, or one fewer where X are the edges of bins.</param>
internal sealed record GeometryPageSeries(string Name, double[] X, double[] Y);
