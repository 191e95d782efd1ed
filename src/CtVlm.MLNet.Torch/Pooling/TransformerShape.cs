namespace CtVlm.MLNet.Torch;

/// <summary>What tells one transformer pooling from another.</summary>
/// <param name="Layers">Number of layers, 1 or 2.</param>
/// <param name="Heads">Number of heads; D is a multiple of it.</param>
/// <param name="InnerWidth">Width between the two maps of the perceptron; 0: 2D.</param>
/// <param name="Norm">Where the layers normalise.</param>
/// <param name="Readout">What becomes the pooled vector.</param>
/// <param name="Positions">How places enter.</param>
/// <param name="StepMm">Millimetres between rows of the learnt table; the unit of the sines.</param>
/// <param name="Knots">Rows of the learnt table.</param>
internal sealed record TransformerShape(
    int Layers, int Heads, int InnerWidth, TransformerNorm Norm, TransformerReadout Readout, SlicePositions Positions, double StepMm, int Knots)
{
    /// <summary>The shape of arguments; those not given have the defaults of <see cref="SlicePooling.Transformer(string, int, int, int, TransformerNorm, TransformerReadout, SlicePositions, double, int)"/>.</summary>
    public static TransformerShape Of(PoolingArguments arguments) => new(
        arguments.Count("layers", 1),
        arguments.Count("heads", 4),
        arguments.Count("inner", 0),
        arguments.Choice("norm", TransformerNorm.Pre),
        arguments.Choice("readout", TransformerReadout.Cls),
        arguments.Choice("positions", SlicePositions.None),
        arguments.Number("step", 5),
        arguments.Count("knots", 128));

    /// <summary>Every number lies within its bounds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does not.</exception>
    public void Validate()
    {
        PoolingBounds.Require(Layers, 1, 2, "layers");
        PoolingBounds.Require(Heads, 1, PoolingBounds.MaxParts, "heads");
        PoolingBounds.Require(InnerWidth, 0, PoolingBounds.MaxWidth, "innerWidth");
        PoolingBounds.RequireKnown(Norm, "norm");
        PoolingBounds.RequireKnown(Readout, "readout");
        PoolingBounds.RequireKnown(Positions, "positions");
        PoolingBounds.RequireLength(StepMm, "stepMm");
        PoolingBounds.Require(Knots, 2, PoolingBounds.MaxSlices, "knots");
    }

    /// <summary>The arguments that matter to this shape.</summary>
    public PoolingArguments ToArguments() => new(
    [
        ("layers", PoolingArguments.Text(Layers)),
        ("heads", PoolingArguments.Text(Heads)),
        ("inner", PoolingArguments.Text(InnerWidth)),
        ("norm", PoolingArguments.Text(Norm)),
        ("readout", PoolingArguments.Text(Readout)),
        ("positions", PoolingArguments.Text(Positions)),
        .. Positions == SlicePositions.None ? [] : new (string, string)[] { ("step", PoolingArguments.Text(StepMm)) },
        .. Positions == SlicePositions.Learned ? new (string, string)[] { ("knots", PoolingArguments.Text(Knots)) } : [],
    ]);
}
