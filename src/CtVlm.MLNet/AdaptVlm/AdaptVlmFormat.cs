using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="AdaptVlmTransformer"/> is saved: as the steps it consists of.</summary>
/// <remarks>Layout, version 0x00010001: a folder "Steps" with a chain of EmbedCt, and PoolEmbeddings, EmbedText, ApplyHead where they were asked for. Each holds what it needs.</remarks>
internal static class AdaptVlmFormat
{
    public const string UserName = "Adapt VLM";
    public const string LoaderSignature = "CtVlmAdaptVlm";

    private const string StepsFolder = "Steps";

    public static void Save(ModelSaveContext ctx, TransformerChain<ITransformer> steps)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ctx.SaveModel(steps, StepsFolder);
    }

    public static TransformerChain<ITransformer> Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        ctx.LoadModel<TransformerChain<ITransformer>, SignatureLoadModel>(env, out TransformerChain<ITransformer> steps, StepsFolder);
        env.CheckDecode(steps.OfType<EmbedCtTransformer>().Count() == 1, "AdaptVlm: the saved model does not embed volumes.");
        return steps;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTADAPTV",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(AdaptVlmFormat).Assembly.FullName);
}
