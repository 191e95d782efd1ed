namespace CtVlm.MLNet.Dicom;

/// <summary>What is coded of a line: its samples less their predictions, modulo 65536.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 H.1.2.1 and table H.1.</remarks>
internal static class JpegLosslessDifferences
{
    /// <summary>Finds the differences of a line.</summary>
    /// <param name="predictor">Selection value, 1 to 7.</param>
    /// <param name="first">Prediction of the first sample.</param>
    /// <param name="above">The line above; empty for predictor 1.</param>
    /// <param name="line">The samples.</param>
    /// <param name="differences">Receives the differences.</param>
    public static void OfLine(int predictor, int first, ReadOnlySpan<ushort> above, ReadOnlySpan<ushort> line, Span<short> differences)
    {
        switch (predictor)
        {
            case 1:
                OfLine<JpegPredictors.Left>(first, above, line, differences);
                break;
            case 2:
                OfLine<JpegPredictors.Above>(first, above, line, differences);
                break;
            case 3:
                OfLine<JpegPredictors.AboveLeft>(first, above, line, differences);
                break;
            case 4:
                OfLine<JpegPredictors.Plane>(first, above, line, differences);
                break;
            case 5:
                OfLine<JpegPredictors.LeftAndHalfStep>(first, above, line, differences);
                break;
            case 6:
                OfLine<JpegPredictors.AboveAndHalfStep>(first, above, line, differences);
                break;
            default:
                OfLine<JpegPredictors.Mean>(first, above, line, differences);
                break;
        }
    }

    private static void OfLine<TPredictor>(int first, ReadOnlySpan<ushort> above, ReadOnlySpan<ushort> line, Span<short> differences)
        where TPredictor : struct, IJpegPredictor
    {
        differences[0] = (short)(line[0] - first);
        for (int x = 1; x < line.Length; x++)
        {
            int prediction = TPredictor.UsesAbove ? TPredictor.Predict(line[x - 1], above[x], above[x - 1]) : line[x - 1];
            differences[x] = (short)(line[x] - prediction);
        }
    }
}
