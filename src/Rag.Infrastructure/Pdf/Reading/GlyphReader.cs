using System.Runtime.ExceptionServices;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Core;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Rag.Infrastructure.Pdf.Reading;

/// <summary>
/// Runs a page's drawing operators and keeps the glyphs. PdfPig's own page keeps letters, paths and pictures but neither the code of
/// a glyph (and so whether its character is known) nor what lies beneath it.
/// </summary>
internal sealed class GlyphReader : BaseStreamProcessor<PageGlyphs>
{
    /// <summary>Operators of a page, those of its forms counted each time that they are drawn. Dense maps have about a million.</summary>
    private const long MostOperators = 20_000_000;

    private const int MostGlyphs = 2_000_000;

    private readonly (double Width, double Height) _page;
    private readonly GlyphFactory _glyphs;
    private readonly Backdrop _backdrop = new();
    private readonly PathBounds _path = new();
    private readonly Stack<Box> _clips = new();
    private Box _clip;
    private bool _pathClips;
    private long _operators;
    private int _images;
    private double _imageArea;
    private Exception? _firstFault;

    public GlyphReader(
        int pageNumber, IResourceStore resources, IPdfTokenScanner scanner, IPageContentParser contentParser,
        ILookupFilterProvider filters, CropBox cropBox, UserSpaceUnit unit, PageRotationDegrees rotation,
        in TransformationMatrix initialMatrix, ParsingOptions options, FontTraits fonts)
        : base(pageNumber, resources, scanner, contentParser, filters, cropBox, unit, rotation, initialMatrix, options)
    {
        var visible = cropBox.GetVisibleBounds(rotation);
        _page = (visible.Width, visible.Height);
        _clip = new Box(0, 0, visible.Width, visible.Height);
        _glyphs = new GlyphFactory(fonts, _backdrop);
    }

    public override PageGlyphs Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        PageNumber = pageNumberCurrent;
        CloneAllStates();
        ProcessOperations(operations);
        if (_firstFault is not null && _glyphs.Count == 0)
        {
            // Nothing could be drawn: that is a damaged page, not an empty one.
            ExceptionDispatchInfo.Throw(_firstFault);
        }

        var area = _page.Width * _page.Height;
        return new PageGlyphs(
            _page.Width, _page.Height, Rotation.Value, _images, area > 0 ? Math.Min(1, _imageArea / area) : 0, _glyphs.Finish());
    }

    public override void RenderGlyph(
        IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset,
        in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix,
        CharacterBoundingBox characterBoundingBox)
    {
        if (_glyphs.Count >= MostGlyphs)
        {
            throw new TooComplexException($"A page has more than {MostGlyphs} glyphs.");
        }

        var matrix = renderingMatrix.Multiply(textMatrix).Multiply(transformationMatrix);
        _glyphs.Add(font, currentState, code, unicode, matrix, characterBoundingBox, _clip);
    }

    public override void PushState()
    {
        base.PushState();
        _clips.Push(_clip);
    }

    public override void PopState()
    {
        base.PopState();
        if (_clips.TryPop(out var clip))
        {
            _clip = clip;
        }
    }

    public override void EndInlineImage(Memory<byte> bytes)
    {
        InlineImageBuilder = null;
        AddImage(CurrentTransformationMatrix);
    }

    public override void PaintShading(NameToken shadingName) => _backdrop.Paint(_clip, color: null);

    public override void BeginSubpath()
    {
    }

    public override PdfPoint? CloseSubpath() => null;

    public override void MoveTo(double x, double y) => AddPoint(x, y);

    public override void LineTo(double x, double y) => AddPoint(x, y);

    public override void BezierCurveTo(double x2, double y2, double x3, double y3)
    {
        AddPoint(x2, y2);
        AddPoint(x3, y3);
    }

    public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3)
    {
        AddPoint(x1, y1);
        BezierCurveTo(x2, y2, x3, y3);
    }

    public override void Rectangle(double x, double y, double width, double height) =>
        _path.AddRectangle(CurrentTransformationMatrix.Transform(x, y), CurrentTransformationMatrix.Transform(x + width, y + height));

    public override void StrokePath(bool close) => EndPath();

    public override void FillPath(FillingRule fillingRule, bool close)
    {
        var state = GetCurrentState();
        // An area of another shape covers less than its box: a frame is a filled path too, and hides nothing within it.
        var isPlain = _path.IsRectangle && state.AlphaConstantNonStroking > 0.95 && state.BlendMode == BlendMode.Normal;
        _backdrop.Paint(_path.Box.Intersect(_clip), isPlain ? GlyphFactory.ToRgb(state.CurrentNonStrokingColor) : null);
        EndPath();
    }

    public override void FillStrokePath(FillingRule fillingRule, bool close) => FillPath(fillingRule, close);

    public override void ModifyClippingIntersect(FillingRule clippingRule) => _pathClips = true;

    public override void ClosePath() => EndPath();

    public override void EndPath()
    {
        // The clip takes effect after the operator that ends the path, as the format wants it.
        if (_pathClips)
        {
            _clip = _clip.Intersect(_path.Box);
        }

        _pathClips = false;
        _path.Clear();
    }

    public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
    {
        // Replacement text (/ActualText) is left aside on purpose: a reader does not see it, so it could say anything.
    }

    public override void EndMarkedContent()
    {
    }

    protected override void ProcessOperations(IReadOnlyList<IGraphicsStateOperation> operations)
    {
        _operators += operations.Count;
        if (_operators > MostOperators)
        {
            throw new TooComplexException($"A page draws more than {MostOperators} operators.");
        }

        foreach (var operation in operations)
        {
            try
            {
                operation.Run(this);
            }
            catch (Exception e) when (e is not (OutOfMemoryException or TooComplexException or InsufficientExecutionStackException))
            {
                // One broken form, picture or colour does not take the page's text with it; viewers skip it too.
                _firstFault ??= e;
            }
        }
    }

    protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord) =>
        AddImage(xObjectContentRecord.AppliedTransformation);

    // EndInlineImage above never comes here: making the picture would decode it.
    protected override void RenderInlineImage(InlineImage inlineImage)
    {
    }

    protected override void ClipToRectangle(PdfRectangle rectangle, FillingRule clippingRule)
    {
        var box = Box.Empty;
        foreach (var corner in (ReadOnlySpan<PdfPoint>)[rectangle.TopLeft, rectangle.TopRight, rectangle.BottomLeft, rectangle.BottomRight])
        {
            var (x, y) = CurrentTransformationMatrix.Transform(corner.X, corner.Y);
            box = box.Include(x, y);
        }

        _clip = _clip.Intersect(box);
    }

    private void AddPoint(double x, double y)
    {
        var (shownX, shownY) = CurrentTransformationMatrix.Transform(x, y);
        _path.AddPoint(shownX, shownY);
    }

    private void AddImage(in TransformationMatrix matrix)
    {
        var box = Box.Empty;
        foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(0, 0), (1, 0), (0, 1), (1, 1)])
        {
            var (shownX, shownY) = matrix.Transform(x, y);
            box = box.Include(shownX, shownY);
        }

        box = box.Intersect(_clip);
        _images++;
        _imageArea += box.Area;
        _backdrop.Paint(box, color: null);
    }
}
