using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Vectors that say where, in mm from the bag's first slice, each slice lies.</summary>
/// <remarks>
/// Learned: a row of a table every step, linear between them, its last row beyond its end; slices one step apart read the table by index.
/// Sinusoidal: component 2i is sin(u w) and 2i + 1 cos(u w), w = 10000^(-2i/D), u in steps; times a gain, which starts at 1/sqrt(D) so that the code is
/// about as long as a vector of an encoder of unit length. <b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.5.
/// </remarks>
internal sealed class PositionCode : nn.Module
{
    private const double Base = 10000;

    private readonly Parameter? table;
    private readonly Parameter? gain;
    private readonly double _stepMm;
    private readonly long _width;

    /// <summary>A code of vectors of a width.</summary>
    public PositionCode(SlicePositions kind, long width, double stepMm, long knots)
        : base(nameof(PositionCode))
    {
        table = kind == SlicePositions.Learned ? Unset.Parameter(knots, width) : null;
        gain = kind == SlicePositions.Sinusoidal ? Unset.Parameter(1) : null;
        _stepMm = stepMm;
        _width = width;
        RegisterComponents();
    }

    /// <summary>Fills what <see cref="ParameterStart"/> does not know.</summary>
    public void Initialize()
    {
        using IDisposable mode = no_grad();
        using DisposeScope scope = NewDisposeScope();
        gain?.FillInPlace(1 / Math.Sqrt(_width));
    }

    /// <summary>The rows and the code: (B, N, D); the rows themselves where there is no code.</summary>
    /// <exception cref="ArgumentException">Positions are needed and unknown.</exception>
    public Tensor Add(Tensor rows, BagBatch bags, string pooling)
    {
        if (table is null && gain is null)
        {
            return rows;
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor steps = SliceSteps.Of(bags, _stepMm, pooling); // (B, N)
        return rows.Plus(gain is null ? Interpolate(table!, steps) : Sines(steps) * gain).MoveToOuterDisposeScope();
    }

    private static Tensor Interpolate(Tensor table, Tensor steps)
    {
        long last = table.shape[0] - 1;
        Tensor inside = steps.Within(0, last);
        Tensor lower = inside.floor().Within(0, last - 1);
        Tensor share = (inside - lower).unsqueeze(-1); // -> (B, N, 1)
        Tensor index = lower.to(int64).flatten(); // -> (B * N)
        long[] shape = [.. steps.shape, table.shape[1]];
        Tensor below = table.index_select(0, index).view(shape); // -> (B, N, D)
        Tensor above = table.index_select(0, index.Plus(1)).view(shape);
        return (below * share.TakenFrom(1)).Plus(above * share);
    }

    // (B, N) -> (B, N, D)
    private Tensor Sines(Tensor steps)
    {
        Tensor exponents = HeldScalars.Range(_width, steps.dtype, steps.device, step: 2).Over(-_width); // -> (ceil(D / 2))
        Tensor angles = steps.unsqueeze(-1) * exponents.Times(Math.Log(Base)).exp(); // -> (B, N, ceil(D / 2))
        return stack([angles.sin(), angles.cos()], -1).flatten(2).narrow(2, 0, _width); // -> (B, N, ceil(D / 2), 2) -> (B, N, D)
    }
}
