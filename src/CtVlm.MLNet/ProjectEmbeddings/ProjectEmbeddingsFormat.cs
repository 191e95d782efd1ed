using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="ProjectEmbeddingsTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010002: text output column; text input column; the fitted projection as it is saved by its own format.
/// Layout, version 0x00010001: text output column; text input column; text projection; int32 input width; byte normalises;
/// array mean; array components, row by row; array explained variance as double. An array is int32 length, -1 when absent, and its values.
/// A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class ProjectEmbeddingsFormat
{
    public const string UserName = "Project Embeddings";
    public const string LoaderSignature = "CtVlmProjectEmbeddings";

    private const uint StepsVersion = 0x00010002;
    private const int MaxWidth = 1 << 20;

    public static void Save(ModelSaveContext ctx, ProjectEmbeddingsTransformer transformer)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, transformer.OutputColumnName);
        ModelText.Write(ctx.Writer, transformer.InputColumnName);
        transformer.Projection.Write(ctx.Writer);
    }

    public static ProjectEmbeddingsTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        string output = ModelText.Read(env, ctx.Reader);
        string input = ModelText.Read(env, ctx.Reader);
        return new ProjectEmbeddingsTransformer(env, output, input, ctx.Header.ModelVerWritten < StepsVersion ? ReadAffine(env, ctx) : ReadSteps(env, ctx));
    }

    private static FittedProjection ReadSteps(IExceptionContext env, ModelLoadContext ctx)
    {
        try
        {
            return ProjectionFormat.Read(ctx.Reader);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw env.ExceptDecode(failure, "ProjectEmbeddings: the saved projection cannot be read.");
        }
    }

    private static FittedProjection ReadAffine(IExceptionContext env, ModelLoadContext ctx)
    {
        string name = ModelText.Read(env, ctx.Reader);
        int width = ctx.Reader.ReadInt32();
        env.CheckDecode(width is > 0 and <= MaxWidth, $"ProjectEmbeddings: the saved width is {width}.");
        bool normalizes = ctx.Reader.ReadBoolean();
        float[]? mean = ModelArray.Read<float>(env, ctx.Reader, width);
        env.CheckDecode(mean is null || mean.Length == width, "ProjectEmbeddings: the saved mean has another width.");
        float[]? components = ModelArray.Read<float>(env, ctx.Reader, (long)width * width);
        env.CheckDecode(components is null || components.Length % width == 0, "ProjectEmbeddings: the saved components have another width.");
        double[]? variance = ModelArray.Read<double>(env, ctx.Reader, width);
        List<ProjectionStep> steps = [];
        if (mean is not null || components is not null)
        {
            steps.Add(new AffineStep(mean, components));
        }

        if (normalizes)
        {
            steps.Add(new NormalizeStep());
        }

        return new FittedProjection(name, width, steps, variance is null ? null : new Dictionary<string, double[]> { [ProjectionFigures.ExplainedVariance] = variance });
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTPROJEM",
        // 0x00010001: Initial
        verWrittenCur: StepsVersion, // Any steps, and figures
        verReadableCur: StepsVersion,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ProjectEmbeddingsFormat).Assembly.FullName);
}
