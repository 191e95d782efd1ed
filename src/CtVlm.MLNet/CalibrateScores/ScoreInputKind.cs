namespace CtVlm.MLNet;

/// <summary>What the scores of a row are before calibration.</summary>
public enum ScoreInputKind
{
    /// <summary>
    /// Decided from the rows of the fit: probabilities where every score of every labelled row lies in [0, 1] and each row sums to 1 within 1e-4; else logits. The decision is saved.
    /// </summary>
    Auto,

    /// <summary>Any finite numbers: logits, margins, raw scores.</summary>
    Logits,

    /// <summary>Numbers in [0, 1]; their natural logarithm is calibrated, p clipped to [2^-52, 1 - 2^-52].</summary>
    Probabilities,
}
