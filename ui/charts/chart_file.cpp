// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_file.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "ui/charts/chart_table_text.h"
#include "ui/theme/theme.h"

#include <QtSvg>
#include <QtWidgets>

namespace tempera::ui {

namespace {

constexpr double inch = 96.0;   // device-independent pixels
constexpr double points = 72.0; // in an inch

QString tr(const char* text) {
    return QCoreApplication::translate("tempera::ui::ChartFile", text);
}

QString xmlEscaped(const QString& text) {
    return text.toHtmlEscaped();
}

[[noreturn]] void failTooLarge() {
    throw Error(
        tr("The picture is too large for the memory: choose a smaller scale.").toStdString());
}

QByteArray pngBytes(const Chart& chart, double scale, const QString& provenance) {
    QImage image = chartImage(chart, scale);
    image.setText("Title", chart.chartTitle());
    image.setText("Description", chart.chartTitle());
    image.setText("Software", "Tempera " TEMPERA_VERSION);
    image.setText("tempera", provenance);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        failTooLarge();
    return bytes;
}

/// QSvgGenerator escapes its title and description not in every version of Qt, and writes some of
/// its own where there are none: they are exchanged here.
QByteArray withSvgDescription(QByteArray svg, const QString& title, const QString& provenance) {
    const QByteArray elements = QString("<title>%1</title>\n<desc>%2</desc>")
                                    .arg(xmlEscaped(title), xmlEscaped(provenance))
                                    .toUtf8();
    const QByteArray lastTag = "</desc>";
    const qsizetype begin = svg.indexOf("<title>");
    const qsizetype end = svg.indexOf(lastTag);
    if (begin >= 0 && end > begin)
        return svg.replace(begin, end + lastTag.size() - begin, elements);
    return svg.insert(svg.indexOf('>', svg.indexOf("<svg")) + 1, "\n" + elements);
}

QByteArray svgBytes(const Chart& chart, const QString& provenance) {
    const QSize size = pictureSize(chart);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(qRound(inch));
    chart.paintChart(generator, size, lightPalette());
    return withSvgDescription(bytes, chart.chartTitle(), provenance);
}

/// XMP (ISO 16684-1) with the title and, as the description, the provenance.
QByteArray xmpPacket(const QString& title, const QString& provenance) {
    return QString(R"(<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%1</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%2</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>%3</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>)")
        .arg(xmlEscaped(title), xmlEscaped(provenance), "Tempera " TEMPERA_VERSION)
        .toUtf8();
}

QByteArray pdfBytes(const Chart& chart, const QString& provenance) {
    const QSize size = pictureSize(chart);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(chart.chartTitle());
    writer.setCreator("Tempera " TEMPERA_VERSION);
    writer.setDocumentXmpMetadata(xmpPacket(chart.chartTitle(), provenance));
    writer.setResolution(qRound(inch));
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(QSizeF(size) * points / inch, QPageSize::Point, QString(),
                                 QPageSize::ExactMatch));
    chart.paintChart(writer, size, lightPalette());
    return bytes;
}

} // namespace

QString chartFileExtension(ChartFileFormat format) {
    switch (format) {
    case ChartFileFormat::png:
        return "png";
    case ChartFileFormat::svg:
        return "svg";
    case ChartFileFormat::pdf:
        return "pdf";
    case ChartFileFormat::csv:
        return "csv";
    }
    return {};
}

QString fileNameFor(const QString& title, const QString& extension) {
    QString name = title.toLower();
    name.replace(QRegularExpression("[^\\p{L}\\p{N}]+"), "-");
    name.replace(QRegularExpression("^-+|-+$"), "");
    constexpr qsizetype longest = 60;
    return (name.isEmpty() ? "tempera" : name.left(longest)) + "." + extension;
}

QSize pictureSize(const Chart& chart) {
    return chart.chartSize().expandedTo(QSize(160, 90));
}

QImage chartImage(const Chart& chart, double scale) {
    const QSize size = pictureSize(chart);
    const QPalette palette = lightPalette();
    QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        failTooLarge();
    image.setDevicePixelRatio(scale);
    image.fill(palette.color(QPalette::Base));
    chart.paintChart(image, size, palette);
    return image;
}

QByteArray chartBytes(const Chart& chart, ChartFileFormat format, double scale,
                      const QString& provenance, bool guardFormulas) {
    switch (format) {
    case ChartFileFormat::png:
        return pngBytes(chart, scale, provenance);
    case ChartFileFormat::svg:
        return svgBytes(chart, provenance);
    case ChartFileFormat::pdf:
        return pdfBytes(chart, provenance);
    case ChartFileFormat::csv:
        return QByteArray::fromStdString(
            tableAsCsv(chart.chartTable(), chart.chartTitle(), provenance, guardFormulas));
    }
    return {};
}

void writeChart(const Chart& chart, const std::filesystem::path& path, ChartFileFormat format,
                double scale, const QString& provenance) {
    const QByteArray bytes = chartBytes(chart, format, scale, provenance);
    AtomicFile file(path);
    file.write(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    file.commit();
}

} // namespace tempera::ui
