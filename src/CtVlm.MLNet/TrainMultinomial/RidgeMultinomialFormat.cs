using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="RidgeMultinomialTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text feature column; texts class names, K; K times int32 class of a slot; int32 width D; array coefficients [K, D]; array intercepts, K;
/// double objective, c; byte balanced; int32 iterations. Arrays are of double.
/// Texts are int32 number and that many texts; a text is int32 length in bytes and UTF-8 bytes; an array is int32 length and its values.
/// </remarks>
internal static class RidgeMultinomialFormat
{
    public const string UserName = "Ridge Multinomial";
    public const string LoaderSignature = "CtVlmRidgeMultinomial";

    public static void Save(ModelSaveContext ctx, RidgeMultinomialTransformer transformer)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        MultinomialModel model = transformer.Model;
        ModelText.Write(ctx.Writer, transformer.FeatureColumnName);
        ModelTexts.Write(ctx.Writer, model.ClassNames);
        foreach (int slot in model.Slots)
        {
            ctx.Writer.Write(slot);
        }

        ctx.Writer.Write(model.Coefficients.Count / model.Intercepts.Count);
        ModelArray.Write<double>(ctx.Writer, [.. model.Coefficients]);
        ModelArray.Write<double>(ctx.Writer, [.. model.Intercepts]);
        ctx.Writer.Write(model.Objective);
        ctx.Writer.Write(model.C);
        ctx.Writer.Write(model.HasBalancedClassWeights);
        ctx.Writer.Write(model.Iterations);
    }

    public static RidgeMultinomialTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        BinaryReader reader = ctx.Reader;
        string features = ModelText.Read(env, reader);
        string[] names = ModelTexts.Read(env, reader, ClassifierFormat.MaxClasses);
        env.CheckDecode(names.Length >= 2, $"{RidgeMultinomialTrainer.Verb}: the saved model has {names.Length} classes.");
        int[] slots = ClassifierFormat.ReadSlots(env, reader, names.Length);
        int width = ClassifierFormat.ReadCount(env, reader, 1, ClassifierFormat.MaxWidth, "number of features");
        double[] coefficients = ClassifierFormat.ReadArray(env, reader, (long)names.Length * width, "coefficients");
        double[] intercepts = ClassifierFormat.ReadArray(env, reader, names.Length, "intercepts");
        return new RidgeMultinomialTransformer(env, features, new MultinomialModel(names, slots, coefficients, intercepts)
        {
            Objective = reader.ReadDouble(),
            C = reader.ReadDouble(),
            HasBalancedClassWeights = reader.ReadBoolean(),
            Iterations = reader.ReadInt32(),
        });
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTRIDGEM",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(RidgeMultinomialFormat).Assembly.FullName);
}
