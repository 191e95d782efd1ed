namespace CtVlm.MLNet.Torch;

/// <content>Maps by kernels, ranks and curved spaces.</content>
internal static partial class ProjectionRegistry
{
    private static IEnumerable<ProjectionEntry> CreateNonlinear() => [];
}
