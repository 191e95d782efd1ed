namespace CtVlm.MLNet.Dicom;

/// <summary>A predictor of lossless JPEG as a type, so that each gets a loop of its own, with no branch in it.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 table H.1.</remarks>
internal interface IJpegPredictor
{
    /// <summary>Whether samples of the line above matter; a constant of the compiled loop.</summary>
    static abstract bool UsesAbove { get; }

    /// <summary>Predicts a sample; only the lower 16 bits count.</summary>
    /// <param name="a">Ra, the sample to the left.</param>
    /// <param name="b">Rb, the sample above.</param>
    /// <param name="c">Rc, the sample above and to the left.</param>
    static abstract int Predict(int a, int b, int c);
}
