namespace CtVlm.MLNet;

/// <summary>What the training side knows of the test side.</summary>
public enum CtLeakKind
{
    /// <summary>A patient has rows on both sides.</summary>
    SamePatient,

    /// <summary>A study (Study Instance UID) has rows on both sides.</summary>
    SameStudy,

    /// <summary>A frame of reference (Frame of Reference UID) has rows on both sides: series that were acquired without moving the patient.</summary>
    SameFrameOfReference,

    /// <summary>A series (Series Instance UID) has rows on both sides.</summary>
    SameSeries,

    /// <summary>Rows on both sides have the same pixels and geometry, whatever their names and identifiers.</summary>
    SamePixels,

    /// <summary>Rows on both sides have the same vector, bit by bit.</summary>
    SameEmbedding,

    /// <summary>A step of the pipeline was fitted on rows of the test side.</summary>
    FittedOnTestRows,

    /// <summary>A column says the label.</summary>
    RevealsLabel,
}
