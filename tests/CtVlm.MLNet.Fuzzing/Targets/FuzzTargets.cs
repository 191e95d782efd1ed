using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>Every target by name. Decoders join by being registered in <see cref="FrameDecoders"/>.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> ByName = All();

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes the target of a name; the caller disposes it.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IFuzzTarget Make(string name) => ByName.TryGetValue(name, out Func<IFuzzTarget>? make)
        ? make()
        : throw new ArgumentException($"There is no target '{name}'. Known: {string.Join(", ", Names)}.", nameof(name));

    private static Dictionary<string, Func<IFuzzTarget>> All()
    {
        Func<IFuzzTarget>[] makers =
        [
            () => new ParserTarget(),
            () => new FileTarget(),
            () => new AssemblerTarget(),
            () => new ArchiveTarget(),
            () => new CheckpointTarget(),
            .. Decoders().Select<IFrameDecoder, Func<IFuzzTarget>>(decoder => () => new CodecTarget(decoder)),
        ];
        Dictionary<string, Func<IFuzzTarget>> byName = new(StringComparer.Ordinal);
        foreach (Func<IFuzzTarget> make in makers)
        {
            using IFuzzTarget target = make();
            byName.Add(target.Name, make);
        }

        return byName;
    }

    private static IEnumerable<IFrameDecoder> Decoders() =>
        FrameDecoders.SupportedUids.Select(uid => FrameDecoders.Get(TransferSyntaxes.Describe(uid), "input")).Distinct();
}
