using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="ApplyHeadTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text input column; text output prefix; byte target; int32 width; texts class names; array weight, row by row; array bias.
/// Texts are int32 number and that many texts; a text is int32 length in bytes and UTF-8 bytes; an array is int32 length and its values as Single.
/// </remarks>
internal static class ApplyHeadFormat
{
    public const string UserName = "Apply Head";
    public const string LoaderSignature = "CtVlmApplyHead";

    private const int MaxWidth = 1 << 20;
    private const int MaxClasses = 1 << 16;
    private const string WeightName = "weight";
    private const string BiasName = "bias";

    public static void Save(ModelSaveContext ctx, ApplyHeadSetup setup)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, setup.InputColumnName);
        ModelText.Write(ctx.Writer, setup.OutputColumnPrefix);
        ctx.Writer.Write((byte)setup.Head.Target);
        ctx.Writer.Write(setup.Head.Width);
        ModelTexts.Write(ctx.Writer, setup.ClassNames);
        ModelArray.Write(ctx.Writer, Find(setup.Head, WeightName));
        ModelArray.Write(ctx.Writer, Find(setup.Head, BiasName));
    }

    public static ApplyHeadSetup Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        string input = ModelText.Read(env, ctx.Reader), prefix = ModelText.Read(env, ctx.Reader);
        PoolingTarget target = ModelText.ReadEnum<PoolingTarget>(env, ctx.Reader);
        int width = ctx.Reader.ReadInt32();
        env.CheckDecode(width is > 0 and <= MaxWidth, $"AdaptVlm: the saved head's width is {width}.");
        string[] names = ModelTexts.Read(env, ctx.Reader, MaxClasses);
        env.CheckDecode(names.Length >= 2, "AdaptVlm: the saved head has fewer than two classes.");
        long scores = target == PoolingTarget.Nominal ? names.Length : names.Length - 1;
        float[] weight = ReadArray(env, ctx.Reader, (target == PoolingTarget.Coral ? 1 : scores) * width), bias = ReadArray(env, ctx.Reader, scores);
        PoolingParameter[] parameters = [new(WeightName, [weight.Length / width, width], weight), new(BiasName, [bias.Length], bias)];
        return new ApplyHeadSetup(input, prefix, names, new FittedHead(target, width, names.Length, parameters));
    }

    private static float[] Find(FittedHead head, string name) => head.Parameters.Single(p => p.Name == name).Values;

    private static float[] ReadArray(IHostEnvironment env, BinaryReader reader, long expected)
    {
        float[]? values = ModelArray.Read<float>(env, reader, expected);
        env.CheckDecode(values?.Length == expected, $"AdaptVlm: an array of the saved head has {values?.Length ?? 0} values, {expected} expected.");
        return values!;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTAPHEAD",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ApplyHeadFormat).Assembly.FullName);
}
