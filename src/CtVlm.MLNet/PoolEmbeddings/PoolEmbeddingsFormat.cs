using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="PoolEmbeddingsTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output column; text input column; text pooling; byte policy for missing bags.
/// A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class PoolEmbeddingsFormat
{
    public const string UserName = "Pool Embeddings";
    public const string LoaderSignature = "CtVlmPoolEmbeddings";

    public static void Save(ModelSaveContext ctx, PoolEmbeddingsOptions options)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.Pooling.Name);
        ctx.Writer.Write((byte)options.OnMissing);
    }

    public static PoolEmbeddingsOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new PoolEmbeddingsOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            Pooling = SlicePooling.Parse(ModelText.Read(env, ctx.Reader)),
            OnMissing = ModelText.ReadEnum<MissingBagPolicy>(env, ctx.Reader),
        };
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTPOOLEM",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(PoolEmbeddingsFormat).Assembly.FullName);
}
