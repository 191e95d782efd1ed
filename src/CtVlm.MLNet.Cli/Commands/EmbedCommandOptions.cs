using System.CommandLine;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>The options of <c>embed</c>.</summary>
internal sealed class EmbedCommandOptions
{
    private readonly Argument<string> _cohort = new("COHORT")
    {
        HelpName = "STUDIES.csv|FOLDER",
        Description = "A CSV file with the header series_path,patient_id,severity,report (paths relative to it; extra columns are kept as text), or a folder, zip archive or DICOMDIR whose CT series are all taken.",
    };

    private readonly Option<string> _encoder = new("--encoder")
    {
        HelpName = "FOLDER",
        Required = true,
        Description = "The folder of the encoder, as its publisher ships it; seed:N names a small untrained one, for trying a pipeline out.",
    };

    private readonly Option<string> _render = new("--render")
    {
        HelpName = "PRESET[:slices=N,step=S]|FILE.json",
        DefaultValueFactory = _ => nameof(CtRendering.EnterographyRgb),
        Description = $"Windows and slices: {string.Join(", ", CtRendering.PresetNames)}, or a rendering in JSON. slices=N takes N slices evenly; 32 by default. step=S, for one window, shows the slices z - S, z and z + S as red, green and blue.",
    };

    private readonly Option<string?> _precision = new("--precision")
    {
        HelpName = "float|eightbit",
        Description = "eightbit rounds where 8-bit image pipelines do. Default: as the rendering says, else float.",
    };

    private readonly Option<string> _point = new("--point")
    {
        HelpName = "projected|pooled|patchmean|tokens",
        DefaultValueFactory = _ => "projected",
        Description = "Where the embedding is taken: after the visual projection, before it, the mean of the patch tokens, or (with --pool none) every token, a row each with slice_index and token_index.",
    };

    private readonly Option<string> _pool = new("--pool")
    {
        HelpName = "mean|max|none",
        DefaultValueFactory = _ => "mean",
        Description = "How slices become one vector a series; none writes a row a slice, with slice_index, its index in the volume.",
    };

    private readonly Option<string> _out = new("--out")
    {
        HelpName = "FILE.parquet|FILE.csv",
        Required = true,
        Description = "The file to write; it appears whole, or not at all. A row a series: series_path, patient_id, severity, series_instance_uid, slice_count (slices of the series), extra columns, embedding (in CSV e0, e1, ...). "
            + "Parquet keeps encoder, encoder_hash, compute, rendering, point and pooling as metadata of the file. There is no file when every series failed.",
    };

    private readonly Option<string?> _shard = new("--shard")
    {
        HelpName = "i/n",
        Description = "Part i of n of the rows, i from 0 to n - 1: consecutive rows, so that the parts put one after another are the whole.",
    };

    private readonly Option<string?> _text = new("--text")
    {
        HelpName = "COLUMN",
        Description = "Embed the texts of this column of STUDIES.csv, such as report, with the encoder's text tower, instead of the series: a row a study in the same layout, series_instance_uid empty and slice_count 0. Texts that are cut to the encoder's context are counted on standard error.",
    };

    private readonly Option<string?> _adapter = new("--adapter")
    {
        HelpName = "FOLDER",
        Description = "An adapter as PEFT writes it (adapter_config.json, adapter_model.safetensors), merged into the encoder's weights.",
    };

    private readonly Option<int?> _imageSize = new("--image-size")
    {
        HelpName = "PX",
        Description = "Side of the encoder's input: its position embeddings are interpolated. Default: the side that the model was made for.",
    };

    private readonly Option<string> _compute = CommonOptions.Compute();
    private readonly Option<string?> _cache = CommonOptions.Cache();
    private readonly Option<int?> _batch = CommonOptions.Batch();
    private readonly Option<string> _device = CommonOptions.Device();

    /// <summary>Adds them to the verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_cohort);
        foreach (Option option in (Option[])[_encoder, _adapter, _imageSize, _render, _point, _pool, _text, _out, _shard, _cache, _batch, _precision, _compute, _device])
        {
            command.Add(option);
        }
    }

    /// <summary>What they ask for.</summary>
    /// <exception cref="UsageException">One of them is not of the known form, or they do not go together.</exception>
    public IEmbedJob Read(ParseResult parsed, ToolConsole console, CancellationToken cancellationToken)
    {
        EmbeddingFile.CheckName(parsed.GetRequiredValue(_out));
        CtRuntimeOptions runtime = new()
        {
            Cache = CommonOptions.ReadCache(parsed.GetValue(_cache)),
            BatchSize = parsed.GetValue(_batch),
            Precision = CommonOptions.ReadCompute(parsed.GetRequiredValue(_compute)),
            CancellationToken = cancellationToken,
        };
        CommonOptions.Check(parsed.GetRequiredValue(_device), runtime);
        EmbedRequest request = new(
            console,
            parsed.GetRequiredValue(_cohort),
            parsed.GetRequiredValue(_out),
            parsed.GetValue(_shard) is { } shard ? Shard.Parse(shard) : Shard.Whole,
            parsed.GetRequiredValue(_device),
            runtime);
        EncoderSettings encoder = new(parsed.GetRequiredValue(_encoder), parsed.GetValue(_adapter), parsed.GetValue(_imageSize));
        return parsed.GetValue(_text) is { } column ? ReadTexts(parsed, request, encoder, column) : ReadSeries(parsed, request, encoder);
    }

    private EmbedJob ReadSeries(ParseResult parsed, EmbedRequest request, EncoderSettings encoder) => new(
        request,
        EmbedSettings.Read(encoder, parsed.GetRequiredValue(_render), parsed.GetValue(_precision), parsed.GetRequiredValue(_point), parsed.GetRequiredValue(_pool)));

    // Texts have no slices: an option about them was meant for something else.
    private TextEmbedJob ReadTexts(ParseResult parsed, EmbedRequest request, EncoderSettings encoder, string column)
    {
        Option[] given = [.. ((Option[])[_render, _point, _pool, _precision, _imageSize]).Where(option => parsed.GetResult(option) is { Implicit: false })];
        if (given.Length > 0)
        {
            throw new UsageException($"--text embeds texts, not slices: leave out {string.Join(", ", given.Select(option => option.Name))}.");
        }

        return request.Cohort.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? new TextEmbedJob(request, encoder, column)
            : throw new UsageException($"--text takes its texts from STUDIES.csv, got '{request.Cohort}'.");
    }
}
