using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="LoadCtSeriesTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output column; text input column; byte has base folder, then text base folder; byte policy;
/// byte has error column, then text error column. Since 0x00010002: byte read policy; byte padding policy; double spacing tolerance; double tilt tolerance;
/// byte has resampling, then double spacing z, y, x (NaN for that of the series) and float background. A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class LoadCtSeriesFormat
{
    public const string UserName = "Load CT Series";
    public const string LoaderSignature = "CtVlmLoadCtSeries";

    public static void Save(ModelSaveContext ctx, LoadCtSeriesOptions options)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        ModelText.WriteOptional(ctx.Writer, options.BaseFolder);
        ctx.Writer.Write((byte)options.OnError);
        ModelText.WriteOptional(ctx.Writer, options.ErrorColumnName);
        Save(ctx.Writer, options.ReadOptions);
    }

    public static LoadCtSeriesOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new LoadCtSeriesOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            BaseFolder = ModelText.ReadOptional(env, ctx.Reader),
            OnError = ModelText.ReadEnum<SeriesErrorPolicy>(env, ctx.Reader),
            ErrorColumnName = ModelText.ReadOptional(env, ctx.Reader),
            ReadOptions = ctx.Header.ModelVerWritten >= 0x00010002 ? LoadReadOptions(env, ctx.Reader) : CtReadOptions.Default,
        };
    }

    private static void Save(BinaryWriter writer, CtReadOptions options)
    {
        writer.Write((byte)options.Policy);
        writer.Write((byte)options.Padding);
        writer.Write(options.SpacingTolerance);
        writer.Write(options.TiltToleranceDegrees);
        writer.Write(options.Resampling is not null);
        if (options.Resampling is { } resampling)
        {
            writer.Write(resampling.SpacingZMm ?? double.NaN);
            writer.Write(resampling.SpacingYMm ?? double.NaN);
            writer.Write(resampling.SpacingXMm ?? double.NaN);
            writer.Write(resampling.BackgroundHu);
        }
    }

    private static CtReadOptions LoadReadOptions(IExceptionContext context, BinaryReader reader) => new()
    {
        Policy = ModelText.ReadEnum<CtReadPolicy>(context, reader),
        Padding = ModelText.ReadEnum<PaddingPolicy>(context, reader),
        SpacingTolerance = Number(context, reader, 0, 0.5),
        TiltToleranceDegrees = Number(context, reader, 0, 45),
        Resampling = reader.ReadBoolean()
            ? new CtResampling { SpacingZMm = Spacing(context, reader), SpacingYMm = Spacing(context, reader), SpacingXMm = Spacing(context, reader), BackgroundHu = reader.ReadSingle() }
            : null,
    };

    private static double? Spacing(IExceptionContext context, BinaryReader reader)
    {
        double value = reader.ReadDouble();
        context.CheckDecode(double.IsNaN(value) || value is > 0 and <= 1000, $"The saved model resamples to {value} mm, above 0 and at most 1000 expected.");
        return double.IsNaN(value) ? null : value;
    }

    private static double Number(IExceptionContext context, BinaryReader reader, double least, double greatest)
    {
        double value = reader.ReadDouble();
        context.CheckDecode(value >= least && value <= greatest, $"The saved model has a tolerance of {value}, {least} to {greatest} expected.");
        return value;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTLDSERI",
        // 0x00010001: initial.
        verWrittenCur: 0x00010002, // How series are read.
        verReadableCur: 0x00010002,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(LoadCtSeriesFormat).Assembly.FullName);
}
