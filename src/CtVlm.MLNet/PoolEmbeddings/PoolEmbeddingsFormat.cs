using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="PoolEmbeddingsTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010002: text output column; text input column; text pooling specification; byte policy for missing bags; optional text positions column; optional text
/// weights column; byte whether the pooling is trained, and if so what <see cref="FittedPoolingFormat"/> writes.
/// Layout, version 0x00010001: text output column; text input column; text pooling; byte policy for missing bags.
/// A text is int32 length in bytes and UTF-8 bytes; an optional one comes after a byte that says whether it is there.
/// </remarks>
internal static class PoolEmbeddingsFormat
{
    public const string UserName = "Pool Embeddings";
    public const string LoaderSignature = "CtVlmPoolEmbeddings";

    private const uint TrainedVersion = 0x00010002;

    public static void Save(ModelSaveContext ctx, PoolEmbeddingsOptions options, FittedPooling? fitted)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.Pooling.Specification);
        ctx.Writer.Write((byte)options.OnMissing);
        ModelText.WriteOptional(ctx.Writer, options.PositionsColumnName);
        ModelText.WriteOptional(ctx.Writer, options.SliceWeightsColumnName);
        ctx.Writer.Write(fitted is not null);
        if (fitted is not null)
        {
            FittedPoolingFormat.Write(ctx.Writer, fitted);
        }
    }

    public static (PoolEmbeddingsOptions Options, FittedPooling? Fitted) Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        PoolEmbeddingsOptions options = new()
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            Pooling = ReadPooling(env, ctx.Reader),
            OnMissing = ModelText.ReadEnum<MissingBagPolicy>(env, ctx.Reader),
        };
        if (ctx.Header.ModelVerWritten < TrainedVersion)
        {
            env.CheckDecode(!options.Pooling.IsTrained, "PoolEmbeddings: the saved model names a trained pooling but holds no parameters.");
            return (options, null);
        }

        options = options with { PositionsColumnName = ModelText.ReadOptional(env, ctx.Reader), SliceWeightsColumnName = ModelText.ReadOptional(env, ctx.Reader) };
        bool isTrained = ctx.Reader.ReadBoolean();
        env.CheckDecode(isTrained == options.Pooling.IsTrained, $"PoolEmbeddings: the saved model {(isTrained ? "holds parameters of" : "holds no parameters of")} pooling '{options.Pooling.Name}'.");
        return (options, isTrained ? FittedPoolingFormat.Read(env, ctx.Reader, options.Pooling) : null);
    }

    private static SlicePooling ReadPooling(IExceptionContext env, BinaryReader reader)
    {
        string specification = ModelText.Read(env, reader);
        try
        {
            return SlicePooling.Parse(specification);
        }
        catch (ArgumentException failure)
        {
            throw env.ExceptDecode(failure, "PoolEmbeddings: the saved model names a pooling that this version does not know.");
        }
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTPOOLEM",
        // 0x00010001: Initial
        verWrittenCur: TrainedVersion, // Arguments, positions, weights, trained poolings
        verReadableCur: TrainedVersion,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(PoolEmbeddingsFormat).Assembly.FullName);
}
