namespace CtVlm.MLNet.Dicom;

/// <summary>
/// The elements that the reader knows, as group x 65536 + element. The list is closed: nothing else is kept of a header, so that names,
/// dates and free text never enter memory that outlives the parse.
/// </summary>
/// <remarks><b>Source:</b> DICOM PS3.6.</remarks>
internal static class DicomTags
{
    public const uint MediaStorageSopClassUid = 0x0002_0002;
    public const uint TransferSyntaxUid = 0x0002_0010;
    public const uint DirectoryRecordSequence = 0x0004_1220;
    public const uint RecordInUseFlag = 0x0004_1410;
    public const uint ReferencedFileId = 0x0004_1500;
    public const uint SpecificCharacterSet = 0x0008_0005;
    public const uint ImageType = 0x0008_0008;
    public const uint SopClassUid = 0x0008_0016;
    public const uint SopInstanceUid = 0x0008_0018;
    public const uint Modality = 0x0008_0060;
    public const uint SeriesDescription = 0x0008_103E;
    public const uint ContrastBolusAgent = 0x0018_0010;
    public const uint ContrastBolusAgentSequence = 0x0018_0012;
    public const uint SliceThickness = 0x0018_0050;
    public const uint KilovoltagePeak = 0x0018_0060;
    public const uint SpacingBetweenSlices = 0x0018_0088;
    public const uint ProtocolName = 0x0018_1030;
    public const uint ReconstructionDiameter = 0x0018_1100;
    public const uint TableHeight = 0x0018_1130;
    public const uint ConvolutionKernel = 0x0018_1210;
    public const uint CtAcquisitionDetailsSequence = 0x0018_9304;
    public const uint CtReconstructionSequence = 0x0018_9314;
    public const uint CtXRayDetailsSequence = 0x0018_9325;
    public const uint CtPositionSequence = 0x0018_9326;
    public const uint TablePosition = 0x0018_9327;
    public const uint ContrastBolusUsageSequence = 0x0018_9341;
    public const uint ContrastBolusAgentAdministered = 0x0018_9342;
    public const uint ContrastBolusAgentPhase = 0x0018_9344;
    public const uint StudyInstanceUid = 0x0020_000D;
    public const uint SeriesInstanceUid = 0x0020_000E;
    public const uint AcquisitionNumber = 0x0020_0012;
    public const uint ImagePositionPatient = 0x0020_0032;
    public const uint ImageOrientationPatient = 0x0020_0037;
    public const uint FrameOfReferenceUid = 0x0020_0052;
    public const uint TemporalPositionIdentifier = 0x0020_0100;
    public const uint SliceLocation = 0x0020_1041;
    public const uint FrameContentSequence = 0x0020_9111;
    public const uint PlanePositionSequence = 0x0020_9113;
    public const uint PlaneOrientationSequence = 0x0020_9116;
    public const uint TemporalPositionIndex = 0x0020_9128;
    public const uint FrameAcquisitionNumber = 0x0020_9156;
    public const uint SamplesPerPixel = 0x0028_0002;
    public const uint PhotometricInterpretation = 0x0028_0004;
    public const uint NumberOfFrames = 0x0028_0008;
    public const uint Rows = 0x0028_0010;
    public const uint Columns = 0x0028_0011;
    public const uint PixelSpacing = 0x0028_0030;
    public const uint BitsAllocated = 0x0028_0100;
    public const uint BitsStored = 0x0028_0101;
    public const uint HighBit = 0x0028_0102;
    public const uint PixelRepresentation = 0x0028_0103;
    public const uint PixelPaddingValue = 0x0028_0120;
    public const uint PixelPaddingRangeLimit = 0x0028_0121;
    public const uint RescaleIntercept = 0x0028_1052;
    public const uint RescaleSlope = 0x0028_1053;
    public const uint RescaleType = 0x0028_1054;
    public const uint ModalityLutSequence = 0x0028_3000;
    public const uint LutDescriptor = 0x0028_3002;
    public const uint LutData = 0x0028_3006;
    public const uint PixelMeasuresSequence = 0x0028_9110;
    public const uint PixelValueTransformationSequence = 0x0028_9145;
    public const uint SharedFunctionalGroupsSequence = 0x5200_9229;
    public const uint PerFrameFunctionalGroupsSequence = 0x5200_9230;
    public const uint ExtendedOffsetTable = 0x7FE0_0001;
    public const uint ExtendedOffsetTableLengths = 0x7FE0_0002;
    public const uint PixelData = 0x7FE0_0010;
    public const uint Item = 0xFFFE_E000;
    public const uint ItemDelimitation = 0xFFFE_E00D;
    public const uint SequenceDelimitation = 0xFFFE_E0DD;

    private static readonly Dictionary<uint, string> Names = new()
    {
        [MediaStorageSopClassUid] = "MediaStorageSOPClassUID",
        [TransferSyntaxUid] = "TransferSyntaxUID",
        [DirectoryRecordSequence] = "DirectoryRecordSequence",
        [RecordInUseFlag] = "RecordInUseFlag",
        [ReferencedFileId] = "ReferencedFileID",
        [ImageType] = "ImageType",
        [SopClassUid] = "SOPClassUID",
        [SopInstanceUid] = "SOPInstanceUID",
        [Modality] = "Modality",
        [SliceThickness] = "SliceThickness",
        [SpacingBetweenSlices] = "SpacingBetweenSlices",
        [StudyInstanceUid] = "StudyInstanceUID",
        [SeriesInstanceUid] = "SeriesInstanceUID",
        [FrameOfReferenceUid] = "FrameOfReferenceUID",
        [AcquisitionNumber] = "AcquisitionNumber",
        [ImagePositionPatient] = "ImagePositionPatient",
        [ImageOrientationPatient] = "ImageOrientationPatient",
        [TemporalPositionIdentifier] = "TemporalPositionIdentifier",
        [SliceLocation] = "SliceLocation",
        [PlanePositionSequence] = "PlanePositionSequence",
        [PlaneOrientationSequence] = "PlaneOrientationSequence",
        [SamplesPerPixel] = "SamplesPerPixel",
        [PhotometricInterpretation] = "PhotometricInterpretation",
        [NumberOfFrames] = "NumberOfFrames",
        [Rows] = "Rows",
        [Columns] = "Columns",
        [PixelSpacing] = "PixelSpacing",
        [BitsAllocated] = "BitsAllocated",
        [BitsStored] = "BitsStored",
        [HighBit] = "HighBit",
        [PixelRepresentation] = "PixelRepresentation",
        [PixelPaddingValue] = "PixelPaddingValue",
        [PixelPaddingRangeLimit] = "PixelPaddingRangeLimit",
        [RescaleIntercept] = "RescaleIntercept",
        [RescaleSlope] = "RescaleSlope",
        [RescaleType] = "RescaleType",
        [ModalityLutSequence] = "ModalityLUTSequence",
        [LutDescriptor] = "LUTDescriptor",
        [LutData] = "LUTData",
        [PixelMeasuresSequence] = "PixelMeasuresSequence",
        [PixelValueTransformationSequence] = "PixelValueTransformationSequence",
        [SharedFunctionalGroupsSequence] = "SharedFunctionalGroupsSequence",
        [PerFrameFunctionalGroupsSequence] = "PerFrameFunctionalGroupsSequence",
        [ExtendedOffsetTable] = "ExtendedOffsetTable",
        [ExtendedOffsetTableLengths] = "ExtendedOffsetTableLengths",
        [SpecificCharacterSet] = "SpecificCharacterSet",
        [SeriesDescription] = "SeriesDescription",
        [ContrastBolusAgent] = "ContrastBolusAgent",
        [ContrastBolusAgentSequence] = "ContrastBolusAgentSequence",
        [KilovoltagePeak] = "KVP",
        [ProtocolName] = "ProtocolName",
        [ReconstructionDiameter] = "ReconstructionDiameter",
        [TableHeight] = "TableHeight",
        [ConvolutionKernel] = "ConvolutionKernel",
        [CtAcquisitionDetailsSequence] = "CTAcquisitionDetailsSequence",
        [CtReconstructionSequence] = "CTReconstructionSequence",
        [CtXRayDetailsSequence] = "CTXRayDetailsSequence",
        [CtPositionSequence] = "CTPositionSequence",
        [TablePosition] = "TablePosition",
        [ContrastBolusUsageSequence] = "ContrastBolusUsageSequence",
        [ContrastBolusAgentAdministered] = "ContrastBolusAgentAdministered",
        [ContrastBolusAgentPhase] = "ContrastBolusAgentPhase",
        [FrameContentSequence] = "FrameContentSequence",
        [TemporalPositionIndex] = "TemporalPositionIndex",
        [FrameAcquisitionNumber] = "FrameAcquisitionNumber",
        [PixelData] = "PixelData",
        [Item] = "Item",
        [ItemDelimitation] = "ItemDelimitationItem",
        [SequenceDelimitation] = "SequenceDelimitationItem",
    };

    /// <summary>Whether the element's value, or for a sequence its items, are kept.</summary>
    public static bool IsKept(uint tag) =>
        tag is MediaStorageSopClassUid or TransferSyntaxUid or ImageType or SopClassUid or SopInstanceUid or Modality or SliceThickness
            or SpacingBetweenSlices or StudyInstanceUid or SeriesInstanceUid or FrameOfReferenceUid or AcquisitionNumber or ImagePositionPatient
            or ImageOrientationPatient or TemporalPositionIdentifier or SliceLocation or PlanePositionSequence
            or PlaneOrientationSequence or SamplesPerPixel or PhotometricInterpretation or NumberOfFrames or Rows or Columns
            or PixelSpacing or BitsAllocated or BitsStored or HighBit or PixelRepresentation or PixelPaddingValue
            or PixelPaddingRangeLimit or RescaleIntercept or RescaleSlope or RescaleType or ModalityLutSequence or LutDescriptor
            or LutData or PixelMeasuresSequence or PixelValueTransformationSequence or SharedFunctionalGroupsSequence
            or PerFrameFunctionalGroupsSequence or FrameContentSequence or ExtendedOffsetTable or ExtendedOffsetTableLengths
            or DirectoryRecordSequence or RecordInUseFlag or ReferencedFileId;

    /// <summary>
    /// Whether the element is a hint: worth a look while the file is read, but no reason to refuse it. It is kept only where it is an ordinary short value. Some are free
    /// text; what is learnt of that is one of a few words, and the text itself goes with the header.
    /// </summary>
    public static bool IsHint(uint tag) =>
        tag is SpecificCharacterSet or SeriesDescription or ContrastBolusAgent or KilovoltagePeak or ProtocolName or ReconstructionDiameter or TableHeight
            or ConvolutionKernel or TablePosition or ContrastBolusAgentAdministered or ContrastBolusAgentPhase or TemporalPositionIndex or FrameAcquisitionNumber;

    /// <summary>Whether the element is a functional group of which only the hints are kept, as the values of the item that holds the group.</summary>
    public static bool IsHintSequence(uint tag) =>
        tag is CtAcquisitionDetailsSequence or CtReconstructionSequence or CtXRayDetailsSequence or CtPositionSequence or ContrastBolusUsageSequence;

    /// <summary>Whether the element is one of the sequences whose items are kept.</summary>
    public static bool IsKeptSequence(uint tag) => tag is DirectoryRecordSequence or ModalityLutSequence or FrameContentSequence or PlanePositionSequence or PlaneOrientationSequence
        or PixelMeasuresSequence or PixelValueTransformationSequence or SharedFunctionalGroupsSequence or PerFrameFunctionalGroupsSequence;

    /// <summary>The keyword, where known, and the number, such as <c>Rows (0028,0010)</c>.</summary>
    public static string Describe(uint tag)
    {
        string number = $"({tag >> 16:X4},{tag & 0xFFFF:X4})";
        return Names.TryGetValue(tag, out string? name) ? $"{name} {number}" : number;
    }
}
