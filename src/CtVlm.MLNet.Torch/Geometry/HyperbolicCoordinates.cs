namespace CtVlm.MLNet.Torch;

/// <summary>As what points of hyperbolic space are handed on.</summary>
public enum HyperbolicCoordinates
{
    /// <summary>Tangents at the training rows' mean: where each point is seen from there, in flat coordinates that any trainer can use.</summary>
    TangentAtMean = 0,

    /// <summary>Tangents at the origin. This undoes the lift: vectors come out scaled, their norm clamped, and otherwise as they went in.</summary>
    TangentAtOrigin = 1,

    /// <summary>Space components of the Lorentz model: norms grow as sinh.</summary>
    Space = 2,

    /// <summary>Points of the Poincaré ball of radius 1/sqrt(c): norms saturate as tanh.</summary>
    Poincare = 3,
}
