namespace CtVlm.MLNet;

/// <summary>How p values of several comparisons are adjusted for their number.</summary>
public enum PValueAdjustment
{
    /// <summary>Holm: bounds the chance of any false claim among all; needs no assumption.</summary>
    Holm = 0,

    /// <summary>Benjamini and Hochberg: bounds the expected share of false claims among those made; for independent or positively dependent tests.</summary>
    BenjaminiHochberg = 1,
}
