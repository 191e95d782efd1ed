using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="CalibrateScoresTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output column; text input column; optional text predicted label column; optional text abstained column; double threshold, NaN without;
/// byte input kind; texts class names; int32 rows; int64 rows without label; double loss before; double loss after; text calibration; int32 number of arrays; arrays of double:
/// temperature, or scale and bias, or a and b, or x and y of each class. An optional text is a byte that says whether there is one, and the text; a text is int32 length in bytes
/// and UTF-8 bytes; texts are int32 number and texts; an array is int32 length and its values.
/// </remarks>
internal static class CalibrateScoresFormat
{
    public const string UserName = "Calibrate Scores";
    public const string LoaderSignature = "CtVlmCalibrateScores";

    private const int MaxThresholds = 1 << 26;

    public static void Save(ModelSaveContext ctx, CalibrateScoresTransformer transformer)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        CalibrationSetup setup = transformer.Setup;
        ModelText.Write(ctx.Writer, setup.OutputColumnName);
        ModelText.Write(ctx.Writer, setup.InputColumnName);
        ModelText.WriteOptional(ctx.Writer, setup.PredictedLabelColumnName);
        ModelText.WriteOptional(ctx.Writer, setup.AbstainedColumnName);
        ctx.Writer.Write(setup.AbstainBelow);
        ctx.Writer.Write((byte)setup.InputKind);
        ModelTexts.Write(ctx.Writer, setup.ClassNames);
        ctx.Writer.Write(transformer.FitReport.Rows);
        ctx.Writer.Write(transformer.FitReport.RowsWithoutLabel);
        ctx.Writer.Write(transformer.FitReport.LossBefore);
        ctx.Writer.Write(transformer.FitReport.LossAfter);
        ModelText.Write(ctx.Writer, transformer.Calibration.Name);
        IReadOnlyList<double[]> arrays = transformer.Calibration.ToArrays();
        ctx.Writer.Write(arrays.Count);
        foreach (double[] array in arrays)
        {
            ModelArray.Write<double>(ctx.Writer, array);
        }
    }

    public static CalibrateScoresTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        BinaryReader reader = ctx.Reader;
        CalibrationSetup setup = new(
            ModelText.Read(env, reader),
            ModelText.Read(env, reader),
            ModelText.ReadOptional(env, reader),
            ModelText.ReadOptional(env, reader),
            reader.ReadDouble(),
            ModelText.ReadEnum<ScoreInputKind>(env, reader),
            ModelTexts.Read(env, reader, RowColumns.MaxClasses));
        env.CheckDecode(setup.InputKind != ScoreInputKind.Auto && setup.ClassNames.Count >= 2, "CalibrateScores: the saved step has no kind of scores, or less than two classes.");
        CalibrationFit fit = new(reader.ReadInt32(), reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
        string name = ModelText.Read(env, reader);
        int count = reader.ReadInt32();
        env.CheckDecode(count is >= 1 and <= 2 * RowColumns.MaxClasses, $"CalibrateScores: the saved calibration has {count} arrays.");
        double[][] arrays = new double[count][];
        for (int i = 0; i < count; i++)
        {
            arrays[i] = ModelArray.Read<double>(env, reader, MaxThresholds) ?? [];
            env.CheckDecode(arrays[i].Length > 0 && arrays[i].All(double.IsFinite), "CalibrateScores: a saved parameter is missing or not finite.");
        }

        return new CalibrateScoresTransformer(env, setup, Create(env, name, setup.ClassNames.Count, arrays), fit);
    }

    private static FittedScoreCalibration Create(IHostEnvironment env, string name, int classes, double[][] arrays)
    {
        if (name == ScoreCalibration.Temperature().Name)
        {
            env.CheckDecode(arrays is [[> 0]], "CalibrateScores: the saved temperature is not above 0.");
            return new SoftmaxCalibration(classes, arrays[0][0]);
        }

        if (name == ScoreCalibration.Isotonic().Name)
        {
            env.CheckDecode(arrays.Length == 2 * classes && arrays.Chunk(2).All(AreThresholds), "CalibrateScores: the saved thresholds do not rise, or are not as many as their probabilities.");
            return new FittedIsotonic([.. arrays.Chunk(2).Select(pair => pair[0])], [.. arrays.Chunk(2).Select(pair => pair[1])]);
        }

        env.CheckDecode(arrays.Length == 2 && arrays.All(a => a.Length == classes), "CalibrateScores: the saved parameters are not two for each class.");
        env.CheckDecode(
            name == ScoreCalibration.Vector().Name || name == ScoreCalibration.Platt().Name, $"CalibrateScores: the saved calibration '{name}' is not one that this version knows.");
        return name == ScoreCalibration.Platt().Name ? new FittedPlatt(arrays[0], arrays[1]) : new SoftmaxCalibration(arrays[0], arrays[1]);
    }

    private static bool AreThresholds(double[][] pair) =>
        pair[0].Length == pair[1].Length && pair[0].Zip(pair[0].Skip(1)).All(x => x.First < x.Second) && pair[1].Zip(pair[1].Skip(1)).All(y => y.First <= y.Second);

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTCALSCR",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(CalibrateScoresFormat).Assembly.FullName);
}
