using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="ScoreZeroShotTransformer"/> is saved: with its class vectors, so that the encoder is not needed again.</summary>
/// <remarks>
/// Layout, version 0x00010001: text input column; text output prefix; byte level; byte combination; byte policy for missing embeddings;
/// int32 number of classes, then for each: text name, texts prompts; texts templates; text name of the encoder; text hash of the encoder;
/// byte kind of similarity; double scale; double bias; int32 width; array class vectors of unit length, row by row.
/// Texts are int32 number and that many texts; a text is int32 length in bytes and UTF-8 bytes; an array is int32 length and its values.
/// </remarks>
internal static class ScoreZeroShotFormat
{
    public const string UserName = "Score Zero-Shot";
    public const string LoaderSignature = "CtVlmScoreZeroShot";

    private const int MaxWidth = 1 << 20;

    public static void Save(ModelSaveContext ctx, ScoreZeroShotTransformer transformer)
    {
        ZeroShotClassifier classifier = transformer.Model.GetClassifier();
        ctx.SetVersionInfo(GetVersionInfo());
        WriteSetup(ctx.Writer, transformer.Setup);
        ModelText.Write(ctx.Writer, transformer.Model.EncoderName);
        ModelText.Write(ctx.Writer, transformer.Model.GetEncoderHash());
        ctx.Writer.Write((byte)classifier.Similarity.Kind);
        ctx.Writer.Write(classifier.Similarity.Scale);
        ctx.Writer.Write(classifier.Similarity.Bias);
        ctx.Writer.Write(classifier.Width);
        ModelArray.Write(ctx.Writer, classifier.ClassVectors);
    }

    public static ScoreZeroShotTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        ZeroShotSetup setup = ReadSetup(env, ctx.Reader);
        string name = ModelText.Read(env, ctx.Reader), hash = ModelText.Read(env, ctx.Reader);
        EncoderSimilarity similarity = new(ModelText.ReadEnum<SimilarityKind>(env, ctx.Reader), ctx.Reader.ReadDouble(), ctx.Reader.ReadDouble());
        env.CheckDecode(similarity.Scale > 0 && double.IsFinite(similarity.Scale) && double.IsFinite(similarity.Bias), $"ScoreZeroShot: the saved similarity is {similarity}.");
        int width = ctx.Reader.ReadInt32();
        env.CheckDecode(width is > 0 and <= MaxWidth, $"ScoreZeroShot: the saved width is {width}.");
        long expected = (long)setup.Classes.Count * width;
        float[]? vectors = ModelArray.Read<float>(env, ctx.Reader, expected);
        env.CheckDecode(vectors?.Length == expected, $"ScoreZeroShot: the saved class vectors have {vectors?.Length ?? 0} values, {expected} expected.");
        return new ScoreZeroShotTransformer(env, setup, new ZeroShotModel(name, hash, new ZeroShotClassifier(vectors!, width, similarity)));
    }

    private static void WriteSetup(BinaryWriter writer, ZeroShotSetup setup)
    {
        ModelText.Write(writer, setup.InputColumnName);
        ModelText.Write(writer, setup.OutputColumnPrefix);
        writer.Write((byte)setup.Level);
        writer.Write((byte)setup.Combination);
        writer.Write((byte)setup.OnMissing);
        writer.Write(setup.Classes.Count);
        foreach (ZeroShotClass @class in setup.Classes)
        {
            ModelText.Write(writer, @class.Name);
            ModelTexts.Write(writer, @class.Prompts);
        }

        ModelTexts.Write(writer, setup.Templates);
    }

    private static ZeroShotSetup ReadSetup(IHostEnvironment env, BinaryReader reader)
    {
        string input = ModelText.Read(env, reader), prefix = ModelText.Read(env, reader);
        var level = ModelText.ReadEnum<ZeroShotLevel>(env, reader);
        var combination = ModelText.ReadEnum<ZeroShotCombination>(env, reader);
        var onMissing = ModelText.ReadEnum<MissingBagPolicy>(env, reader);
        int count = reader.ReadInt32();
        env.CheckDecode(count is > 0 and <= ScoreZeroShotDefaults.MaxClasses, $"ScoreZeroShot: the saved number of classes is {count}.");
        List<ZeroShotClass> classes = [];
        for (int i = 0; i < count; i++)
        {
            string name = ModelText.Read(env, reader);
            string[] prompts = ModelTexts.Read(env, reader, ScoreZeroShotDefaults.MaxPrompts);
            env.CheckDecode(name.Length > 0 && prompts.All(p => p.Length > 0), "ScoreZeroShot: a saved class has no name or an empty prompt.");
            classes.Add(new ZeroShotClass(name, prompts));
        }

        return new ZeroShotSetup(input, prefix, level, combination, onMissing, classes, ModelTexts.Read(env, reader, PromptEnsemble.MaxTemplates));
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTZEROSH",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ScoreZeroShotFormat).Assembly.FullName);
}
