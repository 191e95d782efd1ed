namespace CtVlm.MLNet.Dicom;

/// <summary>The order of packets in a tile: L layer, R resolution, C component, P position.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 table A.16.</remarks>
internal enum ProgressionOrder
{
    LayerResolution = 0,
    ResolutionLayer = 1,
    ResolutionPosition = 2,
    PositionComponent = 3,
    ComponentPosition = 4,
}
