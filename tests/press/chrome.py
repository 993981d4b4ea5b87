"""Chrome: what stands around the copy on every page of the platform. Invented, constant, of realistic weight."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "一二三四五六日"

STYLE = "\n".join(
    f".dzb-{name}{{{rule}}}"
    for name, rule in (
        ("header", "width:1200px;margin:0 auto;height:96px;background:url(/static/dzb/logo.png) no-repeat 0 18px"),
        ("date-wrap", "float:right;line-height:36px;color:#666;font-size:14px"),
        ("enter-wrap", "border:1px solid #ddd;background:#fff;padding:12px 18px;overflow:auto"),
        ("enter-mulu-wrap", "max-height:420px;width:260px;float:left"),
        ("enter-mulu-wrap-nav", "line-height:32px;border-bottom:1px dashed #e5e5e5;font-size:14px"),
        ("enter-benban-wrap", "max-height:420px;width:300px;float:left;margin-left:12px"),
        ("enter-nav-benban-wrap", "line-height:28px;text-overflow:ellipsis;white-space:nowrap;overflow:hidden"),
        ("title-box", "font-size:28px;line-height:42px;text-align:center;font-weight:bold;margin:8px 0"),
        ("special-title-box", "font-size:18px;line-height:30px;text-align:center;color:#444"),
        ("sub-title-box", "font-size:16px;line-height:28px;text-align:center;color:#444"),
        ("author-box", "display:block;text-align:center;color:#888;line-height:36px"),
        ("desc-box", "font-size:16px;line-height:30px;text-align:justify;white-space:pre-wrap"),
        ("shu-info-box", "writing-mode:vertical-rl;height:640px;overflow-x:auto"),
        ("img-box", "text-align:center;margin:16px 0"),
        ("img-desc", "font-size:14px;color:#777;line-height:24px"),
        ("footer", "clear:both;border-top:3px solid #a40000;padding:24px 0;text-align:center;color:#999"),
    )
)

SCRIPT = """
(function () {
  var calendar = document.getElementById('dzb-calendar');
  var shown = new Date();
  function two(value) { return value < 10 ? '0' + value : '' + value; }
  function path(day) {
    return '/html/' + window.dzbCode + '/' + day.getFullYear() + '-' + two(day.getMonth() + 1) + '-'
      + two(day.getDate()) + '/1.html';
  }
  function draw() {
    var first = new Date(shown.getFullYear(), shown.getMonth(), 1);
    var cells = calendar.getElementsByTagName('td');
    for (var i = 0; i < cells.length; i++) {
      var day = new Date(first.getTime());
      day.setDate(1 - first.getDay() + i);
      cells[i].innerHTML = day.getDate();
      cells[i].className = day.getMonth() === first.getMonth() ? 'dzb-day' : 'dzb-day dzb-day-off';
      cells[i].setAttribute('data-path', path(day));
      cells[i].onclick = function () { window.location.href = this.getAttribute('data-path'); };
    }
    document.getElementById('dzb-month').innerHTML = first.getFullYear() + '年' + (first.getMonth() + 1) + '月';
  }
  function turn(months) { shown.setMonth(shown.getMonth() + months); draw(); }
  window.dzbTurn = turn;
  window.dzbZoom = function (factor) {
    var texts = document.querySelectorAll('p.dzb-desc-box');
    for (var i = 0; i < texts.length; i++) {
      var size = parseFloat(window.getComputedStyle(texts[i]).fontSize) || 16;
      texts[i].style.fontSize = Math.max(12, Math.min(32, size * factor)) + 'px';
    }
  };
  window.dzbLight = function (area, on) {
    var shade = document.getElementById('dzb-shade');
    if (!shade || !area) { return; }
    var points = area.getAttribute('coords').split(',');
    var xs = [], ys = [];
    for (var i = 0; i + 1 < points.length; i += 2) { xs.push(+points[i]); ys.push(+points[i + 1]); }
    shade.style.display = on ? 'block' : 'none';
    shade.style.left = Math.min.apply(null, xs) + 'px';
    shade.style.top = Math.min.apply(null, ys) + 'px';
    shade.style.width = Math.max.apply(null, xs) - Math.min.apply(null, xs) + 'px';
    shade.style.height = Math.max.apply(null, ys) - Math.min.apply(null, ys) + 'px';
  };
  document.addEventListener('keydown', function (event) {
    var link = event.keyCode === 37 ? 'prevpage' : event.keyCode === 39 ? 'nextpage' : null;
    var element = link && document.getElementById(link);
    if (element && element.getAttribute('href')) { window.location.href = element.getAttribute('href'); }
  });
  if (calendar) { draw(); }
})();
"""

_WEEKS = "\n".join("<tr>" + '<td class="dzb-day">&nbsp;</td>' * 7 + "</tr>" for _ in range(6))
_CHANNELS = "\n".join(
    f'<li class="dzb-top-nav-item"><a href="https://www.example.cn/channel/{code}/" target="_blank">{name}</a></li>'
    for code, name in (
        *(("news", "新闻"), ("city", "江湾"), ("money", "财经"), ("sport", "体育"), ("stage", "文娱")),
        *(("study", "教育"), ("health", "健康"), ("law", "法治"), ("green", "生态"), ("photo", "图片")),
        *(("video", "视频"), ("talk", "评论"), ("life", "生活"), ("book", "读书"), ("map", "网站地图")),
    )
)
_FOOTER_LINKS = "\n".join(
    f'<span class="dzb-footer-item"><a href="https://www.example.cn/about/{code}.shtml" target="_blank" rel="noopener">'
    f"{name}</a></span>"
    for code, name in (
        *(("us", "关于我们"), ("join", "诚聘英才"), ("ads", "广告刊例"), ("rights", "版权声明")),
        *(("contact", "联系方式"), ("privacy", "隐私政策"), ("tips", "新闻热线"), ("feedback", "意见反馈")),
        *(("subscribe", "报纸订阅"), ("archive", "往期回顾"), ("mobile", "手机报"), ("rss", "信息订阅")),
    )
)

HEAD = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="renderer" content="webkit">
<link rel="stylesheet" href="/static/dzb/css/base.css?v=20190418">
<link rel="stylesheet" href="/static/dzb/css/reader.css?v=20190418">
<link rel="shortcut icon" href="/static/dzb/favicon.ico">
<style>
{STYLE}
</style>
"""

BANNER = f"""<div class="dzb-top"><ul class="dzb-top-nav">
{_CHANNELS}
</ul></div>
"""

CALENDAR = f"""<div class="dzb-calendar-wrap" id="dzb-calendar">
<p><a href="javascript:;" onclick="dzbTurn(-1)">上月</a> <span id="dzb-month"></span>
<a href="javascript:;" onclick="dzbTurn(1)">下月</a></p>
<table class="dzb-calendar"><thead>
<tr><th>日</th><th>一</th><th>二</th><th>三</th><th>四</th><th>五</th><th>六</th></tr>
</thead><tbody>
{_WEEKS}
</tbody></table></div>
"""

FOOTER = f"""<div class="dzb-footer">
<p>{_FOOTER_LINKS}</p>
<p>江湾报业传媒有限公司　版权所有　未经书面授权不得转载</p>
<p>地址：江湾市临河区钟楼街一号　邮编：000000</p>
</div>
<script>{SCRIPT}</script>
</body>
</html>
"""


def chinese_day(day: date) -> str:
    """2024年11月27日 星期三"""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


def site_page(title: str, content: str, *, paper: str = "江湾晚报", code: str = "", visit: date) -> str:
    """A whole page: chrome around ``content``; the banner shows the day of the visit."""
    return (
        f"{HEAD}<title>{title}</title>\n</head>\n<body>\n{BANNER}"
        f'<div class="dzb-header"><h1 class="dzb-logo"><a href="/index/{code}/index.html">{paper}</a></h1>'
        f'<div class="dzb-date-wrap">{chinese_day(visit)}</div></div>\n<script>window.dzbCode = "{code}";</script>\n'
        f"{content}{CALENDAR}{FOOTER}"
    )
