using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="ProportionalOddsTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text feature column; texts class names, K; K times int32 class of a slot; int32 width D; array coefficients, D; array thresholds, K-1;
/// array standard errors, D+K-1 or absent; double log-likelihood, its null, objective, l2; int32 iterations. Arrays are of double.
/// Texts are int32 number and that many texts; a text is int32 length in bytes and UTF-8 bytes; an array is int32 length, -1 when absent, and its values.
/// </remarks>
internal static class ProportionalOddsFormat
{
    public const string UserName = "Proportional Odds";
    public const string LoaderSignature = "CtVlmProportionalOdds";

    public static void Save(ModelSaveContext ctx, ProportionalOddsTransformer transformer)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ProportionalOddsModel model = transformer.Model;
        ModelText.Write(ctx.Writer, transformer.FeatureColumnName);
        ModelTexts.Write(ctx.Writer, model.ClassNames);
        foreach (int slot in model.Slots)
        {
            ctx.Writer.Write(slot);
        }

        ctx.Writer.Write(model.Coefficients.Count);
        ModelArray.Write<double>(ctx.Writer, [.. model.Coefficients]);
        ModelArray.Write<double>(ctx.Writer, [.. model.Thresholds]);
        ModelArray.Write<double>(ctx.Writer, model.StandardErrors is null ? [] : [.. model.StandardErrors]);
        ctx.Writer.Write(model.LogLikelihood);
        ctx.Writer.Write(model.LogLikelihoodNull);
        ctx.Writer.Write(model.Objective);
        ctx.Writer.Write(model.L2);
        ctx.Writer.Write(model.Iterations);
    }

    public static ProportionalOddsTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        BinaryReader reader = ctx.Reader;
        string features = ModelText.Read(env, reader);
        string[] names = ModelTexts.Read(env, reader, ClassifierFormat.MaxClasses);
        env.CheckDecode(names.Length >= 2, $"{ProportionalOddsTrainer.Verb}: the saved model has {names.Length} classes.");
        int[] slots = ClassifierFormat.ReadSlots(env, reader, names.Length);
        int width = ClassifierFormat.ReadCount(env, reader, 1, ClassifierFormat.MaxWidth, "number of features");
        double[] coefficients = ClassifierFormat.ReadArray(env, reader, width, "coefficients");
        double[] thresholds = ClassifierFormat.ReadArray(env, reader, names.Length - 1, "thresholds");
        double[]? errors = ModelArray.Read<double>(env, reader, width + names.Length - 1);
        env.CheckDecode(errors is null || errors.Length == width + names.Length - 1, $"{ProportionalOddsTrainer.Verb}: the saved standard errors are damaged.");
        return new ProportionalOddsTransformer(env, features, new ProportionalOddsModel(names, slots, coefficients, thresholds)
        {
            StandardErrors = errors,
            LogLikelihood = reader.ReadDouble(),
            LogLikelihoodNull = reader.ReadDouble(),
            Objective = reader.ReadDouble(),
            L2 = reader.ReadDouble(),
            Iterations = reader.ReadInt32(),
        });
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTPRODDS",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ProportionalOddsFormat).Assembly.FullName);
}
